import type {
  QueryClientContract as QueryClient,
  TransactionClientContract as Transaction,
} from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { keepSeats, releaseSeats } from '#actions/sessions/session_seats'
import Booking from '#models/booking'
import { sql } from '#transactions'

interface LockedBooking {
  booking: Booking
  /** The database's clock, read after the row was locked. */
  now: DateTime
}

/** A business's booking, locked until the transaction ends, with the time at which that was. */
export async function lockBooking(
  trx: Transaction,
  businessId: number,
  bookingId: number
): Promise<LockedBooking | null> {
  const booking = await Booking.query({ client: trx })
    .where({ businessId, id: bookingId })
    .forUpdate()
    .first()
  if (!booking) return null
  return { booking, now: await databaseNow(trx) }
}

/** Lets no clock end the hold of a request any more. @returns whether it still held its time */
export async function keepClaims(trx: Transaction, booking: Booking): Promise<boolean> {
  const { id, sessionId } = booking
  if (sessionId !== null) return keepSeats(trx, { id, sessionId })
  const kept = await trx
    .from('claims')
    .where('holder_id', id)
    .whereNull('released_at')
    .update({ expires_at: null })
  return Number(kept) > 0
}

export async function databaseNow(client: QueryClient): Promise<DateTime> {
  const [{ now }] = await sql<{ now: Date }>(client, 'select clock_timestamp() as now')
  return DateTime.fromJSDate(now, { zone: 'utc' })
}

/** Gives the booking's host time back, or its places in a session. */
export async function releaseClaims(trx: Transaction, booking: Booking): Promise<void> {
  const { id, sessionId } = booking
  if (sessionId !== null) return releaseSeats(trx, { id, sessionId })
  await trx
    .from('claims')
    .where('holder_id', booking.id)
    .whereNull('released_at')
    .update({ released_at: trx.raw('clock_timestamp()') })
}
