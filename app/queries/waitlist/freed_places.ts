import type { DateTime } from 'luxon'
import WaitlistOffer from '#models/waitlist/waitlist_offer'

const MOST = 5

/** What came free and is offered to somebody who waits, or was taken up within a day. */
export function freedPlaces(businessId: number, now: DateTime): Promise<WaitlistOffer[]> {
  return WaitlistOffer.query()
    .where({ businessId })
    .where((any) =>
      any
        .where((open) => open.where('status', 'open').where('expires_at', '>', now.toJSDate()))
        .orWhere((taken) =>
          taken.where('status', 'taken').where('updated_at', '>', now.minus({ days: 1 }).toJSDate())
        )
    )
    .preload('entry', (entry) => entry.preload('service'))
    .preload('host')
    .orderBy('starts_at')
    .limit(MOST)
    .exec()
}
