import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { blockedSpan, type Buffers } from '#scheduling/rules/buffers'
import type { Slot } from '#scheduling/types'
import { sql } from '#transactions'
import type { Holder } from './holders.js'
import { keepSeats, releaseSeats } from './seats.js'

export interface ClaimedTime {
  startsAt: DateTime
  endsAt: DateTime
  hostIds: readonly number[]
  rules: Buffers
  /** null holds it until it is released. */
  expiresAt: DateTime | null
}

export interface Occupant {
  id: number
  sessionId: number | null
}

export async function claimedHostIds(
  trx: Transaction,
  { id, sessionId }: Occupant
): Promise<number[]> {
  const rows = await trx
    .from('claims')
    .whereIn('holder_id', sessionId === null ? [id] : [id, sessionId])
    .whereNull('move_request_id')
    .whereNull('released_at')
    .select('host_id')
  return rows.map((row) => Number(row.host_id))
}

export async function claimedRoomIds(trx: Transaction, holderId: number): Promise<number[]> {
  const rows = await held(trx, holderId)
    .whereNull('move_request_id')
    .join('hosts', 'hosts.id', 'claims.host_id')
    .where('kind', 'room')
    .orderBy('host_id')
    .select('host_id')
  return rows.map((row) => Number(row.host_id))
}

/** Beside what the holder has already; for a move request where one is named. */
export async function claimTime(
  trx: Transaction,
  holder: Holder,
  time: ClaimedTime,
  moveRequestId: number | null = null
): Promise<void> {
  await trx.table('claims').multiInsert(
    time.hostIds.map((hostId) => ({
      business_id: holder.businessId,
      host_id: hostId,
      service_id: holder.serviceId,
      holder_id: holder.id,
      move_request_id: moveRequestId,
      ...claimColumns(trx, time),
    }))
  )
}

/** In place: the holder is never without a claim, and the old and new time may overlap. */
export async function moveClaims(
  trx: Transaction,
  holder: Holder & Occupant,
  time: ClaimedTime
): Promise<void> {
  const before = await claimedHostIds(trx, holder)
  const own = () => held(trx, holder.id).whereNull('move_request_id')

  if (before.length === 1 && time.hostIds.length === 1) {
    await own().update({ host_id: time.hostIds[0], ...claimColumns(trx, time) })
    return
  }
  await own()
    .whereIn('host_id', [...time.hostIds])
    .update(claimColumns(trx, time))
  await own()
    .whereNotIn('host_id', [...time.hostIds])
    .update({ released_at: trx.raw('clock_timestamp()') })
  const joining = time.hostIds.filter((id) => !before.includes(id))
  if (joining.length > 0) await claimTime(trx, holder, { ...time, hostIds: joining })
}

/**
 * One room instead of those that it has, or beside whoever gives it where it has none yet: at the time
 * and with the pauses that it holds. Returns the rooms before.
 */
export async function takeRoom(
  trx: Transaction,
  holder: Pick<Holder, 'id'>,
  { hostId, roomId }: { hostId: number; roomId: number }
): Promise<number[]> {
  const own = () => held(trx, holder.id).whereNull('move_request_id')
  const before = await claimedRoomIds(trx, holder.id)
  const [first, ...others] = before
  if (others.length > 0) {
    await own()
      .whereIn('host_id', others)
      .update({ released_at: trx.raw('clock_timestamp()') })
  }
  if (first !== undefined) {
    await own().where('host_id', first).update({ host_id: roomId })
    return before
  }
  await sql(
    trx,
    `insert into claims (business_id, host_id, service_id, holder_id, starts_at, ends_at, blocked, expires_at)
     select business_id, :roomId, service_id, holder_id, starts_at, ends_at, blocked, expires_at
     from claims where holder_id = :holderId and host_id = :hostId
       and move_request_id is null and released_at is null`,
    { roomId, hostId, holderId: holder.id }
  )
  return before
}

/** At the time and with the pauses that it holds; the former host is free again. */
export async function giveClaim(
  trx: Transaction,
  holderId: number,
  { from, to }: { from: number; to: number }
): Promise<void> {
  await held(trx, holderId).where('host_id', from).update({ host_id: to })
}

/** The buffers move too, and no claim expires later than its new start. */
export async function shiftClaims(
  trx: Transaction,
  holderId: number,
  shiftSeconds: number
): Promise<void> {
  await sql(
    trx,
    `with shift as (select make_interval(secs => cast(:shiftSeconds as double precision)) as by)
     update claims set starts_at = starts_at + shift.by, ends_at = ends_at + shift.by,
       blocked = tstzrange(lower(blocked) + shift.by, upper(blocked) + shift.by),
       expires_at = case when expires_at is not null then least(expires_at, starts_at + shift.by) end
     from shift where holder_id = :holderId and released_at is null`,
    { holderId, shiftSeconds }
  )
}

/** What others hold around that time ends at it: only their pauses lie in it. */
export async function giveUpPauses(
  trx: Transaction,
  {
    slot: { start, end, hostIds, roomIds = [] },
  }: { slot: Pick<Slot, 'start' | 'end' | 'hostIds' | 'roomIds'> }
): Promise<void> {
  await sql(
    trx,
    `update claims set blocked = tstzrange(
       case when starts_at >= taken.until then greatest(lower(blocked), taken.until)
         else lower(blocked) end,
       case when ends_at <= taken.since then least(upper(blocked), taken.since)
         else upper(blocked) end)
     from (select cast(:start as timestamptz) as since, cast(:end as timestamptz) as until) as taken
     where host_id = any(cast(:hostIds as bigint[])) and released_at is null
       and blocked && tstzrange(taken.since, taken.until)`,
    {
      start: new Date(start).toISOString(),
      end: new Date(end).toISOString(),
      hostIds: [...hostIds, ...roomIds],
    }
  )
}

/** A confirmed booking's claims do not expire. Returns whether it still held its time. */
export async function keepClaims(trx: Transaction, { id, sessionId }: Occupant): Promise<boolean> {
  if (sessionId !== null) return keepSeats(trx, { id, sessionId })
  const kept = await held(trx, id).update({ expires_at: null })
  return Number(kept) > 0
}

/** Safe to repeat. */
export async function releaseClaims(trx: Transaction, { id, sessionId }: Occupant): Promise<void> {
  await (sessionId === null ? releaseTime(trx, id) : releaseSeats(trx, { id, sessionId }))
}

export async function releaseTime(trx: Transaction, holderId: number): Promise<void> {
  await held(trx, holderId).update({ released_at: trx.raw('clock_timestamp()') })
}

export async function releaseMoveClaims(trx: Transaction, moveRequestId: number): Promise<void> {
  await trx
    .from('claims')
    .where('move_request_id', moveRequestId)
    .whereNull('released_at')
    .update({ released_at: trx.raw('clock_timestamp()') })
}

function held(trx: Transaction, holderId: number) {
  return trx.from('claims').where('holder_id', holderId).whereNull('released_at')
}

function claimColumns(trx: Transaction, { startsAt, endsAt, rules, expiresAt }: ClaimedTime) {
  const blocked = blockedSpan({ start: startsAt.toMillis(), end: endsAt.toMillis() }, rules)
  return {
    starts_at: startsAt.toJSDate(),
    ends_at: endsAt.toJSDate(),
    blocked: trx.raw('tstzrange(?, ?)', [new Date(blocked.start), new Date(blocked.end)]),
    expires_at: expiresAt?.toJSDate() ?? null,
  }
}
