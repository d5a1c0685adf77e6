import { DateTime } from 'luxon'
import OweDigests from '#actions/notifications/owe_digests'
import { bySystem } from '#models/by'
import type { JobPayloads } from '#services/queue'

export default class OweDigestsJob {
  static readonly jobName = 'owe_digests'

  handle({ requestId }: JobPayloads['owe_digests']) {
    return new OweDigests().handle(DateTime.utc(), bySystem(requestId))
  }
}
