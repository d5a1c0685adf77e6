import { changeLink } from '#steps'
import { linkUpdated } from '#messages'
import type { By } from '#models/by'
import { inTransaction } from '#transactions'

interface Renewal {
  businessId: number
  linkId: number
  /** `versionOf` the `linkContent` that was shown, so that a press counts once. */
  version: string | null
  by: By
}

/** The old address opens nothing any more. */
export default class RenewBookingLink {
  handle(renewal: Renewal): Promise<'saved' | 'stale'> {
    return inTransaction((trx) =>
      changeLink(trx, renewal, {
        action: 'booking_link.renewed',
        tells: linkUpdated,
        change: (link) => void link.version++,
      })
    )
  }
}
