import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import type Booking from '#models/bookings/booking'
import { addressOf } from '#pages/address_of'
import { instantAt } from '#scheduling/time/zones'
import type { DeskState } from '#validators/bookings/desk_form'

/**
 * Where a booking that is dropped in the column of another room at its own time gets that room; null
 * where it is to be moved. Needs its service with the hosts.
 */
export async function roomAtOwnTime(
  { business, bouncer }: HttpContext,
  booking: Booking,
  { host, date, time }: DeskState
): Promise<string | null> {
  if (host === undefined || date === undefined || time === undefined) return null
  const { id, service, startsAt } = booking
  const isRoom = service.hosts.some((each) => each.id === host && each.kind === 'room')
  const isAtItsTime = instantAt(business.timeZone, date, time) === startsAt.toMillis()
  if (service.hostMode !== 'any' || !isRoom || !isAtItsTime) return null
  if (!booking.canBeReassigned(DateTime.now())) return null
  if (!(await bouncer.with('BookingPolicy').allows('reassign', booking))) return null
  return addressOf('owner.bookings.show', { id }, { query: { room: host }, part: 'another-room' })
}
