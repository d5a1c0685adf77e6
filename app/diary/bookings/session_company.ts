import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { lockWaitingMove } from './close_move_request.js'
import { declineMove } from './decline_move.js'
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

/** Locked before the session itself, as everywhere; its host's lock keeps others out. */
export async function lockCompany(trx: Transaction, sessionId: number): Promise<Company> {
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
