import RecordBounces from '#actions/notifications/record_bounces'
import { bounceIfReturned, keepReturned } from '#outbox'
import { undeliveredCause } from '#services/sms/sms_answer'

interface TextNews {
  sid: string
  status: string
  /** Twilio's, where it did not arrive. */
  code: string
  /** Which text of ours it is, as its address says. */
  notificationId: number | null
  requestId: string | null
}

const DID_NOT_ARRIVE = new Set(['failed', 'undelivered'])

/**
 * What became of a text that Twilio took. News may come in any order, and twice: only that it did not
 * arrive changes anything, and what came back stays so.
 */
export default class RecordTextNews {
  async handle({ sid, status, code, notificationId, requestId }: TextNews): Promise<void> {
    if (!DID_NOT_ARRIVE.has(status)) return
    const cause = undeliveredCause(code)
    if (notificationId !== null) await keepReturned({ notificationId, sid, cause })
    await new RecordBounces().handle({ bounces: [{ transportIds: [sid], cause }], requestId })
    // It may have been written down as sent in between.
    if (notificationId !== null) await bounceIfReturned(notificationId, requestId)
  }
}
