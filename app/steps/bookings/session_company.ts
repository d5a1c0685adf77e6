import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { lockWaitingMove } from './close_move_request.js'
import { declineMove } from './decline_move.js'
import { recordAttendance } from './record_attendance.js'
import type { By } from '#models/by'
import Booking from '#models/bookings/booking'
import type { OwedMail } from '#outbox'
import { HOLDING_STATUSES } from '#scheduling/slots/bookings'

interface Company {
  inside: Booking[]
  asking: Booking[]
}

interface Turning {
  sessionId: number
  now: DateTime
  by: By
  reason: string | null
}

/**
 * Locked before the session itself, as everywhere; its host's lock keeps others out. Whoever was noted
 * as having come early to what is moved or called off is there to be told like the others.
 */
export async function lockCompany(trx: Transaction, sessionId: number, by: By): Promise<Company> {
  await takeBackEarly(trx, sessionId, by)
  const asking = trx
    .from('move_requests')
    .where({ session_id: sessionId, status: 'pending' })
    .select('booking_id')
  const concerned = await Booking.query({ client: trx })
    .whereIn('status', [...HOLDING_STATUSES])
    .where((each) => each.where('session_id', sessionId).orWhereIn('id', asking))
    .orderBy('id')
    .forUpdate()
  const { inside = [], asking: elsewhere = [] } = Object.groupBy(concerned, (booking) =>
    booking.sessionId === sessionId ? 'inside' : 'asking'
  )
  return { inside, asking: elsewhere }
}

async function takeBackEarly(trx: Transaction, sessionId: number, by: By): Promise<void> {
  const early = await Booking.query({ client: trx })
    .where({ sessionId, status: 'completed' })
    .where('starts_at', '>', trx.raw('clock_timestamp()'))
    .orderBy('id')
    .forUpdate()
  for (const booking of early) await recordAttendance(trx, booking, { attendance: 'approved', by })
}

export async function declineMovesInto(
  trx: Transaction,
  asking: readonly Booking[],
  { sessionId, ...told }: Turning
): Promise<OwedMail[]> {
  const owed: OwedMail[] = []
  for (const booking of asking) {
    const move = await lockWaitingMove(trx, booking)
    // The job tells those whose request has expired.
    if (move?.sessionId !== sessionId || !move.canBeDecided(told.now)) continue
    owed.push(...(await declineMove(trx, { ...told, booking, move })))
  }
  return owed
}
