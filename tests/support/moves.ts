import type { DateTime } from 'luxon'
import db from '@adonisjs/lucid/services/db'
import MoveBooking, { type Move } from '#actions/bookings/move_booking'
import type Booking from '#models/bookings/booking'
import type MoveRequest from '#models/bookings/move_request'
import { byClient } from '#models/by'

/** A client's move, through the real action; `changes` make it another's. */
export function move(
  booking: Booking,
  startsAt: DateTime,
  changes: Partial<Move> = {},
  clockOffsetMs = 0
) {
  return new MoveBooking(clockOffsetMs).handle({
    businessId: booking.businessId,
    bookingId: booking.id,
    startsAt: startsAt.toMillis(),
    hostId: null,
    by: byClient(),
    reason: null,
    version: null,
    ...changes,
  })
}

/** "10:00 – 11:00" of every claim that a booking holds, in UTC, the proposed ones marked. */
export async function heldTimes(booking: Booking): Promise<string[]> {
  const rows = await db
    .from('claims')
    .where('holder_id', booking.id)
    .whereNull('released_at')
    .orderBy('starts_at')
  return rows.map(
    (row) => `${row.starts_at.toISOString()}${row.move_request_id === null ? '' : ' asked for'}`
  )
}

/** As if the time to answer had run out a moment ago. */
export async function letMoveLapse(request: MoveRequest) {
  const past = new Date(Date.now() - 1000)
  await db.from('move_requests').where('id', request.id).update({ expires_at: past })
  await db.from('claims').where('move_request_id', request.id).update({ expires_at: past })
}
