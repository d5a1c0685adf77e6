import { changesOf, recordSettingsChange } from '#history'
import type { By } from '#models/by'
import BookingLink from '#models/links/booking_link'
import { inTransaction } from '#transactions'

interface Renewal {
  businessId: number
  linkId: number
  by: By
}

/** The old address opens nothing any more. */
export default class RenewBookingLink {
  handle({ businessId, linkId, by }: Renewal): Promise<BookingLink | null> {
    return inTransaction(async (trx) => {
      const link = await BookingLink.query({ client: trx })
        .where({ businessId, id: linkId })
        .forUpdate()
        .first()
      if (!link) return null
      link.version++
      const changes = changesOf(link)
      await link.save()
      await recordSettingsChange(trx, {
        businessId,
        action: 'booking_link.renewed',
        subjectType: 'booking_link',
        subjectId: link.id,
        changes,
        by,
      })
      return link
    })
  }
}
