import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { readerLocale } from '#controllers/guest/pages/open_page'
import { Refusal } from '#exceptions/refusal'
import { type BookingTerms, bookingTerms, type Termed } from '#formats/bookings/booking_terms'
import type Booking from '#models/bookings/booking'
import { sayAsTold } from '#models/bookings/wording'
import { findBookingByManageToken } from '#queries/bookings/find_booking_by_token'
import { nameHosts } from '#queries/bookings/name_hosts'

export async function openBooking(ctx: HttpContext): Promise<Booking> {
  const booking = await findBookingByManageToken(ctx.params.token)
  if (!booking) throw new Refusal(404, 'unknown_booking')
  await nameHosts([booking], booking.service)
  sayAsTold(booking)
  const { business } = booking
  ctx.view.share({ business, booking, locale: readerLocale(ctx, business) })
  return booking
}

export function wordedTerms(ctx: HttpContext, booking: Booking, timeZone: string): BookingTerms {
  return wordTerms(ctx, booking, booking.toldTerms(DateTime.now()), timeZone)
}

export function wordTerms(
  ctx: HttpContext,
  { business }: { business: { locale: string } },
  termed: Termed,
  timeZone: string
): BookingTerms {
  const t = (key: string, values?: Record<string, unknown>) => ctx.i18n.t(key, values)
  return bookingTerms(termed, { t, timeZone, locale: readerLocale(ctx, business) })
}

/** On the client's clock, unless the client comes to the place. */
export function bookingState(booking: Booking, now: DateTime = DateTime.now()) {
  const { business, service, startsAt, endsAt, moveRequests } = booking
  const terms = booking.termsAt(now)
  const asked = moveRequests.find((move) => move.canBeDecided(now))
  const status = booking.statusAt(now)
  return {
    status,
    /** It has begun, and nobody has said yet whether the client came. */
    isUnderWay: status === 'approved' && booking.hasBegun(now),
    canWaitForEarlier: booking.clientEmail !== null && booking.canWaitForEarlier(now),
    hasBegun: booking.hasBegun(now),
    ...terms,
    canBeCancelled: booking.canBeCancelled(now) && terms.isInTimeToCancel,
    canBeMoved: booking.canBeMovedByClient(now),
    asked: asked
      ? {
          startsAt: asked.startsAt.toMillis(),
          endsAt: asked.endsAt.toMillis(),
          expiresAt: asked.expiresAt.toMillis(),
        }
      : null,
    bookedAt: booking.createdAt.toMillis(),
    startsAt: startsAt.toMillis(),
    endsAt: endsAt.toMillis(),
    minutes: booking.minutes,
    expiresAt: booking.expiresAt?.toMillis() ?? null,
    timeZone: service.locationType === 'in_person' ? business.timeZone : booking.clientTimeZone,
  }
}
