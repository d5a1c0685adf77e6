import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { BookingIds } from './find_booking.js'
import type { LockedBooking } from './lock_booking.js'
import { unlessOvertaken } from '#claims'
import type Booking from '#models/bookings/booking'
import type { By } from '#models/by'
import { deliverAfter, type Owing } from '#outbox'
import type { UnavailableCode } from '#scheduling/reasons/refusal_code'
import { inTransaction } from '#transactions'

export interface WantedChange extends BookingIds {
  by: By
  /** What the caller read (`isChangedSince`); without it, the booking is changed anyway. */
  version?: number | string | null
}

interface Steps<Locked extends LockedBooking, Answer> {
  lock: (trx: Transaction) => Promise<Locked | null>
  /** What it is already, or cannot become: this is said whatever the caller had read. */
  settled?: (
    locked: Locked,
    trx: Transaction
  ) => NoInfer<Answer> | null | Promise<NoInfer<Answer> | null>
  isStale?: (locked: Locked) => boolean
  /** The caller's own rules, then the change, its history and what is owed for it. */
  change: (trx: Transaction, locked: Locked) => Promise<Owing<NoInfer<Answer>>>
}

type Unchanged = { outcome: 'not_found' } | { outcome: 'stale'; booking: Booking }

export type ChangeAnswer<Answer> = Owing<Answer> | Unchanged

export type HostTimeAnswer<Answer> =
  ChangeAnswer<Answer> | { outcome: 'unavailable'; code: UnavailableCode }

/** The order of every change: lock, the clock, the state, the version, the rules, the change. */
export async function changeLocked<Locked extends LockedBooking, Answer>(
  trx: Transaction,
  { version = null }: Pick<WantedChange, 'version'>,
  { lock, settled, isStale, change }: Steps<Locked, Answer>
): Promise<ChangeAnswer<Answer>> {
  const locked = await lock(trx)
  if (!locked) return { outcome: 'not_found' }
  const { booking } = locked
  const answer = await settled?.(locked, trx)
  if (answer) return answer
  if (isStale?.(locked) ?? booking.isChangedSince(version)) return { outcome: 'stale', booking }
  return change(trx, locked)
}

/** A change that takes no host's time. */
export async function changeBooking<Locked extends LockedBooking, Answer extends object>(
  wanted: Pick<WantedChange, 'by' | 'version'>,
  steps: Steps<Locked, Answer>
): Promise<Answer | Unchanged> {
  const changed = await deliverAfter(wanted.by, () =>
    inTransaction((trx) => changeLocked(trx, wanted, steps))
  )
  return changed as Answer | Unchanged
}

/** Behind a savepoint, so that the former time comes back and the refusal can still be kept. */
export function changeHostTime<Locked extends LockedBooking, Answer>(
  trx: Transaction,
  wanted: Pick<WantedChange, 'version'>,
  steps: Steps<Locked, Answer>
): Promise<HostTimeAnswer<Answer>> {
  return unlessOvertaken(
    () => trx.transaction((step) => changeLocked(step, wanted, steps)),
    (code) => ({ outcome: 'unavailable' as const, code })
  )
}
