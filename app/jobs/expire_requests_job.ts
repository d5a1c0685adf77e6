import ExpireMoveRequests from '#actions/requests/expire_move_requests'
import ExpireRequests from '#actions/requests/expire_requests'
import type { JobPayloads } from '#services/queue'

export default class ExpireRequestsJob {
  static readonly jobName = 'expire_requests'

  async handle({ requestId }: JobPayloads['expire_requests']) {
    await new ExpireRequests().handle(requestId ?? null)
    await new ExpireMoveRequests().handle(requestId ?? null)
  }
}
