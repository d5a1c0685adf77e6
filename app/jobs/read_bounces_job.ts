import { returnedMail } from '#config/mail'
import ReadBounces from '#actions/notifications/read_bounces'
import type { JobPayloads } from '#services/queue'
import { OverlappingRuns } from './overlapping_runs.js'

const TIMEOUT_MS = 30_000

/** One at a time in each worker: a mailbox that hangs keeps no other job from its place. */
const readings = new OverlappingRuns(async () => {
  if (!returnedMail) return
  const mailbox = { url: returnedMail.url, timeoutMs: TIMEOUT_MS }
  await new ReadBounces().handle({ mailbox, requestId: null })
}, 1)

export default class ReadBouncesJob {
  static readonly jobName = 'read_bounces'

  handle(_: JobPayloads['read_bounces']) {
    return readings.begin()
  }
}
