import type { ModelQueryBuilderContract } from '@adonisjs/lucid/types/model'
import type { DateTime } from 'luxon'
import { WAS_LAST_MOVED } from '#history'
import type Booking from '#models/bookings/booking'
import BookingEvent from '#models/bookings/booking_event'
import { type Shift, shifted } from '#scheduling/time/shift'

const A_MOMENT = { hours: 1 }

export async function wasLastMoved(booking: Booking): Promise<boolean> {
  const moved = await lastMovedAmong([booking])
  return moved.has(booking.id)
}

export async function lastMovedAmong(bookings: readonly Booking[]): Promise<Set<number>> {
  const moves = await lastMovesOf(bookings)
  return new Set(moves.map(({ bookingId }) => bookingId))
}

/** Only those that were moved last, or only the others. */
export function whereLastMoved(
  bookings: ModelQueryBuilderContract<typeof Booking, Booking>,
  wasMoved: boolean
): void {
  bookings.whereRaw(`${WAS_LAST_MOVED} = ?`, [wasMoved])
}

interface MovedBy {
  shift: Shift
  hostId: number | null
  timeZone: string
  now: DateTime
}

/** Those that were moved so a moment ago: a browser that goes back asks for the same once more. */
export async function justMovedSo(
  bookings: readonly Booking[],
  { shift, hostId, timeZone, now }: MovedBy
): Promise<Set<number>> {
  const moves = await lastMovesOf(bookings)
  const lastOf = new Map(moves.map((move) => [move.bookingId, move]))
  const since = now.minus(A_MOMENT)
  const isSo = ({ id, startsAt, hostId: withHost }: Booking) => {
    const { movedFrom = null, createdAt = since } = lastOf.get(id) ?? {}
    const isRecent = movedFrom !== null && createdAt > since
    return (
      isRecent &&
      shifted(movedFrom, shift, timeZone) === startsAt.toMillis() &&
      (hostId ?? withHost) === withHost
    )
  }
  return new Set(bookings.filter(isSo).map(({ id }) => id))
}

async function lastMovesOf(bookings: readonly Booking[]): Promise<BookingEvent[]> {
  const events = await BookingEvent.query()
    .whereIn(
      'booking_id',
      bookings.map(({ id }) => id)
    )
    .whereRaw("coalesce(details->>'kind', 'moved') = 'moved'")
    .distinctOn('booking_id')
    .orderBy('booking_id')
    .orderBy('id', 'desc')
  return events.filter(({ kind }) => kind === 'moved')
}
