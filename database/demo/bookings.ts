import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import ApproveBooking from '#actions/requests/approve_booking'
import CancelBooking from '#actions/bookings/cancel_booking'
import ExpireRequests from '#actions/requests/expire_requests'
import RejectBooking from '#actions/requests/reject_booking'
import { place } from '#database/demo/clients'
import { byClient, byUser } from '#models/by'
import type Booking from '#models/bookings/booking'
import type Business from '#models/settings/business'
import type Service from '#models/services/service'

const DAY = 86_400_000
const HOUR = 3_600_000

/** Through the real actions, so that histories and messages are those of a real day. */
export async function createBookings(business: Business, lesson: Service, assessment: Service) {
  const { userId } = await business.related('memberships').query().firstOrFail()
  const decision = { businessId: business.id, by: byUser(userId) }

  await place(business, lesson, 0, 0)
  await place(business, assessment, 1, 3)
  await place(business, assessment, 2, 9)

  const rejected = await place(business, assessment, 3, 6)
  await new RejectBooking().handle({
    ...decision,
    bookingId: rejected.id,
    reason: 'I teach a school class at that hour. Any later time that day is fine.',
  })
  const approved = await place(business, assessment, 4, 12)
  await new ApproveBooking().handle({ ...decision, bookingId: approved.id })

  const cancelled = await place(business, lesson, 6, 8)
  await new CancelBooking().handle({
    businessId: business.id,
    bookingId: cancelled.id,
    by: byClient(),
    reason: 'Away that week',
  })

  await putInThePast(await place(business, lesson, 5, 14), 'completed', 2)
  await putInThePast(await place(business, lesson, 4, 16), 'no_show', 5)
  await letLapse(await place(business, assessment, 0, 18))
}

/** Time travel is for the demo only: a booking taken now, as if it had been last week. */
async function putInThePast(booking: Booking, status: 'completed' | 'no_show', weeks: number) {
  const shift = weeks * 7 * DAY + 21 * DAY
  await booking
    .merge({
      status,
      startsAt: booking.startsAt.minus(shift),
      endsAt: booking.endsAt.minus(shift),
      createdAt: booking.createdAt.minus(shift + 2 * DAY),
    })
    .save()
  await booking.related('events').create({
    businessId: booking.businessId,
    fromStatus: 'approved',
    toStatus: status,
    actor: 'system',
    createdAt: booking.endsAt.plus(HOUR),
  })
  await moveClaims(booking, shift)
  await booking.related('notifications').query().delete()
}

async function moveClaims(booking: Booking, shift: number) {
  await db
    .from('claims')
    .where('holder_id', booking.id)
    .update({
      starts_at: booking.startsAt.toJSDate(),
      ends_at: booking.endsAt.toJSDate(),
      blocked: db.raw(
        `tstzrange(lower(blocked) - make_interval(secs => ?), upper(blocked) - make_interval(secs => ?))`,
        [shift / 1000, shift / 1000]
      ),
    })
}

async function letLapse(booking: Booking) {
  const expiresAt = DateTime.now().minus(HOUR)
  await booking.merge({ expiresAt }).save()
  await db
    .from('claims')
    .where('holder_id', booking.id)
    .update({ expires_at: expiresAt.toJSDate() })
  await new ExpireRequests().handle()
}
