import ExpireMoveRequests from '#actions/requests/expire_move_requests'
import ExpireRequests from '#actions/requests/expire_requests'
import { bySystem } from '#models/by'
import type { JobPayloads } from '#services/queue'

export default class ExpireRequestsJob {
  static readonly jobName = 'expire_requests'

  async handle({ requestId }: JobPayloads['expire_requests']) {
    await new ExpireRequests().handle(bySystem(requestId))
    await new ExpireMoveRequests().handle(bySystem(requestId))
  }
}
