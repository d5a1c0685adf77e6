import db from '@adonisjs/lucid/services/db'
import { outsideKept } from '#messages'
import { bySystem } from '#models/by'
import OutsideBooking, { type OutsideState } from '#models/outside/outside_booking'
import { owe, type OwedMail, wakeDeliveries } from '#outbox'
import { inTransaction, sql } from '#transactions'

/** Others take it after that from a worker that died. */
const LEASE_SECONDS = 120

/** Null where it is not due, or in other hands. */
export async function leaseOutside(
  id: number,
  state: 'wanted' | 'settled'
): Promise<OutsideBooking | null> {
  const [leased] = await sql(
    db.connection(),
    `update outside_bookings
        set attempts = attempts + 1,
          leased_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
      where id = :id and state = :state
        and (next_attempt_at is null or next_attempt_at <= clock_timestamp())
        and (leased_until is null or leased_until <= clock_timestamp())
      returning id`,
    { id, state }
  )
  if (!leased) return null
  const outside = await OutsideBooking.query()
    .where({ id })
    .preload('outsideService', (services) => services.preload('service'))
    .firstOrFail()
  return outside
}

export interface OutsideResult {
  state: OutsideState
  problem?: string | null
  pushProblem?: string | null
  /** As it stands there by now. */
  standing?: { uid?: string; startsAt?: Date; endsAt?: Date; isCancelled?: boolean }
}

/**
 * Writes down what came of it, unless the place where it was made has said something newer meanwhile.
 * Where it needs somebody, those in charge are told once.
 */
export async function endOutsideLease(
  leased: OutsideBooking,
  { state, problem = null, pushProblem = null, standing = {} }: OutsideResult
): Promise<void> {
  const owed = await inTransaction(async (trx): Promise<OwedMail[]> => {
    const row = await OutsideBooking.query({ client: trx })
      .where('id', leased.id)
      .forUpdate()
      .firstOrFail()
    row.useTransaction(trx)
    if (row.toldAt.toMillis() !== leased.toldAt.toMillis()) {
      await sql(trx, 'update outside_bookings set leased_until = null where id = :id', {
        id: row.id,
      })
      return []
    }
    const { uid = row.uid, startsAt, endsAt, isCancelled = row.isCancelled } = standing
    await sql(
      trx,
      `update outside_bookings
          set state = :state, problem = :problem, push_problem = :pushProblem,
            told_anew = case when :state = 'kept' then told_anew else '{}' end,
            former_uids = case when uid = :uid then former_uids else former_uids || uid end,
            uid = :uid, is_cancelled = :isCancelled,
            starts_at = coalesce(cast(:startsAt as timestamptz), starts_at),
            ends_at = coalesce(cast(:endsAt as timestamptz), ends_at),
            attempts = 0, next_attempt_at = null, leased_until = null,
            updated_at = clock_timestamp()
        where id = :id`,
      {
        ...{ id: row.id, state, problem, pushProblem, uid, isCancelled },
        ...{ startsAt: startsAt ?? null, endsAt: endsAt ?? null },
      }
    )
    const needsSomebody = state === 'kept' || pushProblem !== null
    if (!needsSomebody || row.source !== 'calcom') return []
    return owe(trx, outsideKept, {
      ...{ businessId: row.businessId, subject: { type: 'outside_booking', id: row.id } },
      occurrence: `${row.toldAt.toMillis()}-${problem ?? ''}-${pushProblem ?? ''}`,
      by: bySystem(),
    })
  })
  await wakeDeliveries(owed, null)
}

/** It is tried again after so many seconds; `attempts` counts on. */
export async function postponeOutside({ id }: OutsideBooking, seconds: number): Promise<void> {
  await sql(
    db.connection(),
    `update outside_bookings set leased_until = null,
        next_attempt_at = clock_timestamp() + make_interval(secs => cast(:seconds as integer))
      where id = :id`,
    { id, seconds: Math.ceil(seconds) }
  )
}
