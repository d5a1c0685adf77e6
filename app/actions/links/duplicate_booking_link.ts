import { recordSettingsChange } from '#history'
import { linkCreated } from '#messages'
import type { By } from '#models/by'
import BookingLink from '#models/links/booking_link'
import { REVIEW } from '#models/links/link_step'
import { tellOfLink } from '#steps'
import { inTransaction } from '#transactions'

interface Duplicate {
  businessId: number
  linkId: number
  /** What the copy is called. */
  name: string
  by: By
}

/** It differs in these, and in its address. */
const OWN = ['id', 'version', 'viewCount', 'createdAt', 'updatedAt']

/** With its people and rules; off until somebody has looked at it. */
export default class DuplicateBookingLink {
  handle({ businessId, linkId, name, by }: Duplicate): Promise<BookingLink> {
    return inTransaction(async (trx) => {
      const link = await BookingLink.query({ client: trx })
        .where({ businessId, id: linkId })
        .preload('hosts')
        .firstOrFail()
      const kept = Object.entries(link.$attributes).filter(([column]) => !OWN.includes(column))
      const copy = await new BookingLink()
        .useTransaction(trx)
        .merge(Object.fromEntries(kept))
        .merge({ name, isActive: false, draftStep: REVIEW, switchedOffAt: null })
        .save()
      const hosts = link.hosts.map(({ id }) => [id, { business_id: businessId }])
      await copy.related('hosts').attach(Object.fromEntries(hosts))
      await recordSettingsChange(trx, {
        ...{ businessId, by, action: 'booking_link.duplicated' },
        ...{ subjectType: 'booking_link', subjectId: copy.id },
        changes: { copyOf: { from: null, to: linkId } },
      })
      await tellOfLink(trx, copy, { tells: linkCreated, by })
      return copy
    })
  }
}
