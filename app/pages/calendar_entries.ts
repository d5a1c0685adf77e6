import type { DateTime } from 'luxon'
import { appUrl } from '#config/app'
import { managePath } from '#formats/pages/addresses'
import { organizerOf } from '#messages'
import type Booking from '#models/bookings/booking'
import { calendarWords } from '#pages/calendar_words'
import type { PageReader } from '#pages/reader'
import { answerAddress } from '#queries/inboxes/answer_address'

/** What files of a client say of their bookings; those that are cancelled are to be removed. */
export async function calendarEntries(
  bookings: readonly Booking[],
  reader: PageReader,
  now: DateTime
) {
  const answered = new Map<number, string | null>()
  for (const { businessId } of bookings) {
    if (answered.has(businessId)) continue
    const { answersTo } = await answerAddress(businessId)
    answered.set(businessId, answersTo)
  }
  return bookings.map((booking) => {
    const words = calendarWords(booking, reader, now)
    const isOff = booking.status === 'cancelled'
    return {
      uid: booking.eventUid,
      sequence: booking.calendarSequence,
      method: isOff ? ('CANCEL' as const) : ('PUBLISH' as const),
      status: isOff ? ('CANCELLED' as const) : ('CONFIRMED' as const),
      startsAt: booking.startsAt,
      endsAt: booking.endsAt,
      summary: words.title,
      description: words.description,
      location: words.location || null,
      conference: words.conference,
      organizer: organizerOf(booking.business, answered.get(booking.businessId) ?? null),
      url: `${appUrl}${managePath(booking.manageToken)}`,
      stampedAt: booking.updatedAt,
    }
  })
}
