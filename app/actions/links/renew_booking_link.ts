import { saveSettings } from '#history'
import type { By } from '#models/by'
import BookingLink from '#models/links/booking_link'
import { inTransaction, lockRow } from '#transactions'

interface Renewal {
  businessId: number
  linkId: number
  by: By
}

/** The old address opens nothing any more. */
export default class RenewBookingLink {
  handle({ businessId, linkId, by }: Renewal): Promise<BookingLink | null> {
    return inTransaction(async (trx) => {
      const link = await lockRow(trx, BookingLink, { businessId, id: linkId })
      if (!link) return null
      link.version++
      await saveSettings(trx, link, {
        businessId,
        action: 'booking_link.renewed',
        subjectType: 'booking_link',
        by,
      })
      return link
    })
  }
}
