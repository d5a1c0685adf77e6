import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { takeStart, type StartOutcome, type Wanted } from './take_start.js'
import { unlessOvertaken } from '#claims'
import { tellSeriesOnce } from '#outbox'
import type { Instant } from '#scheduling/types'
import { brokenConstraint } from '#transactions'

type Dates = Omit<Wanted, 'startsAt' | 'sessionId' | 'seriesId'> & {
  starts: readonly Instant[]
}

export interface DateTaken {
  startsAt: Instant
  taken: StartOutcome
}

/**
 * Each date is behind a savepoint, so that all are tried; unless all succeed, none stays. One alone is
 * of no series.
 */
export async function takeDates(
  trx: Transaction,
  { starts, ...wanted }: Dates
): Promise<DateTaken[]> {
  const series = await trx.transaction()
  try {
    const seriesId =
      starts.length > 1 ? await openSeries(series, wanted.business.id, starts.length) : null
    const dates: DateTaken[] = []
    let { clientId } = wanted
    for (const startsAt of starts) {
      const own = { startsAt, seriesId, sessionId: null, clientId }
      const taken = await takeDate(series, { ...wanted, ...own })
      // Also whoever is not found again by an address or a number is one client.
      if (taken.outcome === 'taken') clientId ??= taken.booking.clientId
      dates.push({ startsAt, taken })
    }
    if (dates.some(({ taken }) => taken.outcome === 'refused')) {
      await series.rollback()
      return dates
    }
    if (dates.length > 1) await tellOnce(series, dates)
    await series.commit()
    return dates
  } catch (error) {
    await series.rollback()
    throw error
  }
}

async function tellOnce(series: Transaction, dates: DateTaken[]): Promise<void> {
  const all = dates.flatMap(({ taken }) => (taken.outcome === 'taken' ? [taken] : []))
  const dropped = await tellSeriesOnce(
    series,
    all.map(({ booking }) => booking.id)
  )
  for (const taken of all) {
    taken.owed = taken.owed.filter(({ notificationId }) => !dropped.has(notificationId))
  }
}

async function openSeries(trx: Transaction, businessId: number, dates: number): Promise<number> {
  const [{ id }] = await trx
    .insertQuery<{ id: number }>()
    .table('booking_series')
    .insert({ business_id: businessId, dates })
    .returning('id')
  return id
}

function takeDate(series: Transaction, wanted: Wanted): Promise<StartOutcome> {
  return unlessOvertaken(
    () => takeBehindSavepoint(series, wanted),
    () => ({ outcome: 'refused', code: 'slot_taken' })
  )
}

async function takeBehindSavepoint(series: Transaction, wanted: Wanted): Promise<StartOutcome> {
  const step = await series.transaction()
  try {
    const taken = await takeStart(step, wanted)
    await step.commit()
    return taken
  } catch (error) {
    await step.rollback()
    if (brokenConstraint(error) === 'bookings_reference_key') return takeDate(series, wanted)
    throw error
  }
}
