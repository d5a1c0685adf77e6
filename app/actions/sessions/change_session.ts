import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { databaseNow } from '#actions/bookings/lock_booking'
import { recordSessionChange } from '#actions/sessions/record_session_change'
import { lockSession, seatsTakenIn } from '#actions/sessions/session_seats'
import { changesOf } from '#actions/settings/record_settings_change'
import GroupSession from '#models/group_session'
import { wake } from '#services/queue'
import { retryingTransaction, sql } from '#transactions'

interface Change {
  businessId: number
  sessionId: number
  /** Of no weight for one that a booking began: that has its service's places. */
  capacity: number
  bookingDeadlineHours: number
  isBookable: boolean
  /** The `version` that the page showed. */
  version: string
  userId: number
  requestId: string | null
}

export type SessionChange =
  | { outcome: 'changed' }
  | { outcome: 'too_few'; taken: number }
  | { outcome: 'not_possible' | 'not_found' | 'stale' | 'busy' }

/** One date of a plan, by itself: its places, its deadline, and whether it takes bookings. */
export default class ChangeSession {
  async handle(change: Change): Promise<SessionChange> {
    const changed = await retryingTransaction((trx) => this.transact(trx, change))
    if (changed?.outcome === 'changed') await wake('offer_places', {})
    return changed ?? { outcome: 'busy' }
  }

  private async transact(trx: Transaction, change: Change): Promise<SessionChange> {
    const { businessId, sessionId, bookingDeadlineHours, isBookable } = change
    const found = await GroupSession.query({ client: trx })
      .where({ businessId, id: sessionId })
      .first()
    if (!found) return { outcome: 'not_found' }
    const session = await lockSession(trx, sessionId)
    const now = await databaseNow(trx)
    if (!session.canBeChanged(now)) return { outcome: 'not_possible' }

    const capacity = session.isPlanned ? change.capacity : session.capacity
    const taken = await seatsTakenIn(trx, session, now)
    if (capacity < taken) return { outcome: 'too_few', taken }
    const isStale = change.version !== session.version
    const isSmaller = capacity < session.capacity
    session.merge({ capacity, bookingDeadlineHours, isBookable })
    if (isStale && session.$isDirty) return { outcome: 'stale' }
    if (isSmaller) await moveDown(trx, session.id, capacity)

    const changes = changesOf(session)
    await session.save()
    const { userId, requestId } = change
    await recordSessionChange(trx, {
      ...{ businessId, sessionId, userId, requestId },
      action: 'changed',
      changes,
    })
    return { outcome: 'changed' }
  }
}

/** Moves those who sit beyond the last place that stays to numbers below that are free. */
async function moveDown(trx: Transaction, sessionId: number, capacity: number): Promise<void> {
  await sql(
    trx,
    `with taken as (
       select id, seat_no from session_seats
       where session_id = :sessionId and released_at is null
     ), beyond as (
       select id, row_number() over (order by seat_no) as rank from taken where seat_no > :capacity
     ), free as (
       select number, row_number() over (order by number) as rank
       from generate_series(1, cast(:capacity as integer)) as number
       where number not in (select seat_no from taken)
     )
     update session_seats set seat_no = free.number
     from beyond join free on free.rank = beyond.rank
     where session_seats.id = beyond.id`,
    { sessionId, capacity }
  )
}
