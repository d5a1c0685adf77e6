import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import type Booking from '#models/booking'
import type { SlotRules } from '#scheduling/types'

export interface ClaimedTime {
  startsAt: DateTime
  endsAt: DateTime
  hostIds: readonly number[]
  rules: Pick<SlotRules, 'bufferBeforeMinutes' | 'bufferAfterMinutes'>
  expiresAt: DateTime | null
}

/** The hosts whose time a booking or the session that it is in takes, where it stands. */
export async function claimedHostIds(
  trx: Transaction,
  { id, sessionId }: Pick<Booking, 'id' | 'sessionId'>
): Promise<number[]> {
  const rows = await trx
    .from('claims')
    .whereIn('holder_id', sessionId === null ? [id] : [id, sessionId])
    .whereNull('move_request_id')
    .whereNull('released_at')
    .select('host_id')
  return rows.map((row) => Number(row.host_id))
}

/**
 * Takes a booking's claims to another time, in place: what it holds is never nothing, and its old
 * and new time may overlap.
 */
export async function moveClaims(
  trx: Transaction,
  booking: Booking,
  time: ClaimedTime
): Promise<void> {
  const before = await claimedHostIds(trx, booking)
  const own = () =>
    trx
      .from('claims')
      .where('holder_id', booking.id)
      .whereNull('move_request_id')
      .whereNull('released_at')

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
  if (joining.length > 0) await claimTime(trx, booking, { ...time, hostIds: joining })
}

/** Holds a time for a booking or an offer, beside any it has; for a move request where one is named. */
export async function claimTime(
  trx: Transaction,
  booking: Pick<Booking, 'id' | 'businessId' | 'serviceId'>,
  time: ClaimedTime,
  moveRequestId: number | null = null
): Promise<void> {
  await trx.table('claims').multiInsert(
    time.hostIds.map((hostId) => ({
      business_id: booking.businessId,
      host_id: hostId,
      service_id: booking.serviceId,
      holder_id: booking.id,
      move_request_id: moveRequestId,
      ...claimColumns(trx, time),
    }))
  )
}

export async function releaseMoveClaims(trx: Transaction, moveRequestId: number): Promise<void> {
  await trx
    .from('claims')
    .where('move_request_id', moveRequestId)
    .whereNull('released_at')
    .update({ released_at: trx.raw('clock_timestamp()') })
}

function claimColumns(trx: Transaction, { startsAt, endsAt, rules, expiresAt }: ClaimedTime) {
  return {
    starts_at: startsAt.toJSDate(),
    ends_at: endsAt.toJSDate(),
    blocked: trx.raw('tstzrange(?, ?)', [
      startsAt.minus({ minutes: rules.bufferBeforeMinutes }).toJSDate(),
      endsAt.plus({ minutes: rules.bufferAfterMinutes }).toJSDate(),
    ]),
    expires_at: expiresAt?.toJSDate() ?? null,
  }
}
