import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import GroupSession from '#models/sessions/group_session'
import Service from '#models/services/service'
import { sql } from '#transactions'

interface SeatsTaken {
  session: GroupSession
  /** A booking's, or else those of an offer to someone who waited. */
  bookingId?: number
  offerId?: number
  seats: number
  /** Until when a request or an offer holds them; null once they are booked. */
  expiresAt: DateTime | null
}

/** A statement of its own, so that later ones see the state after the wait. */
export async function lockSession(trx: Transaction, sessionId: number): Promise<GroupSession> {
  await sql(trx, 'select id from group_sessions where id = :sessionId for no key update', {
    sessionId,
  })
  return GroupSession.findOrFail(sessionId, { client: trx })
}

/** Seats are numbered up to the stored number, so that is raised where it is less. */
export async function placesOf(trx: Transaction, session: GroupSession): Promise<number> {
  if (session.isPlanned) return session.capacity
  const { capacity } = await Service.findOrFail(session.serviceId, { client: trx })
  if (session.capacity < capacity) await session.merge({ capacity }).save()
  return capacity
}

/** Frees expired seats first. */
export async function seatsTakenIn(
  trx: Transaction,
  session: GroupSession,
  now: DateTime
): Promise<number> {
  await trx
    .from('session_seats')
    .where('session_id', session.id)
    .whereNull('released_at')
    .where('expires_at', '<=', now.toJSDate())
    .update({ released_at: now.toJSDate() })
  const [{ taken }] = await sql<{ taken: number }>(
    trx,
    `select cast(count(*) as integer) as taken from session_seats
     where session_id = :sessionId and released_at is null`,
    { sessionId: session.id }
  )
  return taken
}

/** The lowest free numbers; the database refuses any that is taken or too high. */
export async function takeSeats(
  trx: Transaction,
  { session, bookingId, offerId, seats, expiresAt }: SeatsTaken
): Promise<void> {
  await sql(
    trx,
    `insert into session_seats
       (business_id, session_id, service_id, capacity, seat_no, booking_id, offer_id, expires_at)
     select :businessId, :sessionId, :serviceId, :capacity, seat_no,
       cast(:bookingId as bigint), cast(:offerId as bigint), :expiresAt
     from generate_series(1, cast(:capacity as integer) + cast(:seats as integer)) as numbers (seat_no)
     where not exists (
       select from session_seats as taken
       where taken.session_id = :sessionId and taken.seat_no = numbers.seat_no
         and taken.released_at is null)
     order by seat_no limit :seats`,
    {
      businessId: session.businessId,
      sessionId: session.id,
      serviceId: session.serviceId,
      capacity: session.capacity,
      bookingId: bookingId ?? null,
      offerId: offerId ?? null,
      seats,
      expiresAt: expiresAt?.toJSDate() ?? null,
    }
  )
  await settleSession(trx, session)
  if (session.letsAnybodyBook) await keepAgain(trx, session)
}

/** Once it is full, what comes free is for those who wait again. */
async function keepAgain(trx: Transaction, session: GroupSession): Promise<void> {
  const taken = trx.from('session_seats').where('session_id', session.id).whereNull('released_at')
  const [{ count }] = await taken.count('* as count')
  if (Number(count) >= session.capacity) await session.merge({ letsAnybodyBook: false }).save()
}

/** A confirmed booking's seats do not expire. Returns whether it still had them. */
export async function keepSeats(
  trx: Transaction,
  { id, sessionId }: { id: number; sessionId: number }
): Promise<boolean> {
  const session = await lockSession(trx, sessionId)
  const kept = await trx
    .from('session_seats')
    .where({ booking_id: id, session_id: sessionId })
    .whereNull('released_at')
    .update({ expires_at: null })
  await settleSession(trx, session)
  return Number(kept) > 0
}

export async function releaseSeats(
  trx: Transaction,
  { id, sessionId }: { id: number; sessionId: number }
): Promise<void> {
  const session = await lockSession(trx, sessionId)
  await trx
    .from('session_seats')
    .where('session_id', sessionId)
    .where((seat) => seat.where('booking_id', id).orWhere('offer_id', id))
    .whereNull('released_at')
    .update({ released_at: trx.raw('clock_timestamp()') })
  await settleSession(trx, session)
}

interface SeatsWanted {
  id: number
  sessionId: number
  /** How many it has, and how many it shall have. */
  seats: number
  wanted: number
  expiresAt: DateTime | null
  now: DateTime
}

/** Gives up those with the highest numbers. False where too few are free. */
export async function changeSeats(
  trx: Transaction,
  { id, sessionId, seats, wanted, expiresAt, now }: SeatsWanted
): Promise<boolean> {
  const session = await lockSession(trx, sessionId)
  if (wanted > seats) {
    const places = await placesOf(trx, session)
    const more = wanted - seats
    if ((await seatsTakenIn(trx, session, now)) + more > places) return false
    await takeSeats(trx, { session, bookingId: id, seats: more, expiresAt })
    return true
  }
  const given = trx
    .from('session_seats')
    .where({ booking_id: id, session_id: sessionId })
    .whereNull('released_at')
    .orderBy('seat_no', 'desc')
    .limit(seats - wanted)
    .select('id')
  await trx
    .from('session_seats')
    .whereIn('id', given)
    .update({ released_at: trx.raw('clock_timestamp()') })
  await settleSession(trx, session)
  return true
}

export async function releaseOfferedSeats(trx: Transaction, sessionId: number): Promise<void> {
  await trx
    .from('session_seats')
    .where('session_id', sessionId)
    .whereNotNull('offer_id')
    .whereNull('released_at')
    .update({ released_at: trx.raw('clock_timestamp()') })
}

/** Whoever sits beyond the last place that stays gets a lower number that is free. */
export async function moveSeatsDown(
  trx: Transaction,
  sessionId: number,
  capacity: number
): Promise<void> {
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

/** Until the last request expires, for good once one is booked, not at all without seats. */
export async function settleSession(trx: Transaction, session: GroupSession): Promise<void> {
  if (session.isPlanned || session.status !== 'scheduled') return
  const [{ seats, until }] = await sql<{ seats: number; until: Date | null }>(
    trx,
    `select cast(count(*) as integer) as seats,
       case when bool_and(expires_at is not null) then max(expires_at) end as until
     from session_seats where session_id = :sessionId and released_at is null`,
    { sessionId: session.id }
  )
  const claims = trx.from('claims').where('holder_id', session.id).whereNull('released_at')
  if (seats > 0) {
    await claims.update({ expires_at: until })
    return
  }
  await claims.update({ released_at: trx.raw('clock_timestamp()') })
  await session.merge({ status: 'cancelled' }).save()
}

export function takenSeats(now: DateTime) {
  return GroupSession.query()
    .client.from('session_seats')
    .whereColumn('session_id', 'group_sessions.id')
    .whereNull('released_at')
    .where((query) => query.whereNull('expires_at').orWhere('expires_at', '>', now.toJSDate()))
    .count('*')
    .as('taken')
}
