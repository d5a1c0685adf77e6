import { DateTime } from 'luxon'
import type Booking from '#models/bookings/booking'
import Host from '#models/availability/host'
import Notification from '#models/notifications/notification'
import { isAtAnotherTime } from '#scheduling/news'

export interface OutdatedMail {
  startsAt: DateTime | null
  host: string | null
}

/** The latest mail to that user that says something else than the booking does now. */
export async function findOutdatedMail(booking: Booking, userId: number): Promise<OutdatedMail> {
  const mails = await Notification.query()
    .where({ bookingId: booking.id, userId, channel: 'mail' })
    .whereNotNull('told')
    .orderBy('id', 'desc')
  const now = {
    startsAt: booking.startsAt.toUTC().toISO() ?? '',
    endsAt: booking.endsAt.toUTC().toISO() ?? '',
  }
  const sayings = mails.flatMap(({ told }) => told?.bookings[booking.id] ?? [])
  const said = sayings.find(
    (standing) => isAtAnotherTime(standing, now) || standing.hostId !== booking.hostId
  )
  if (!said) return { startsAt: null, host: null }
  const { businessId, hostId } = booking
  const host = said.hostId === hostId ? null : await Host.findBy({ businessId, id: said.hostId })
  return { startsAt: DateTime.fromISO(said.startsAt), host: host?.name ?? null }
}
