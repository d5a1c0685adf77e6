import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { unlessTaken } from '#claims'
import { insertSessions, readyToPlan, recordPlanned } from '#steps'
import type { By } from '#models/by'
import SessionSeries from '#models/sessions/session_series'
import UnplannedDate from '#models/sessions/unplanned_date'
import { instantAt } from '#scheduling/time/zones'
import { retryingTransaction } from '#transactions'

interface Wanted {
  businessId: number
  seriesId: number
  date: string
  by: By
}

export type DateOutcome = 'planned' | 'not_found' | 'not_shared' | 'past' | 'taken' | 'busy'

/** Also where its hosts have no hours then. */
export default class PlanSeriesDate {
  async handle(wanted: Wanted): Promise<DateOutcome> {
    const planned = await unlessTaken(
      () => retryingTransaction((trx) => this.transact(trx, wanted)),
      () => 'taken' as const
    )
    return planned ?? 'busy'
  }

  private async transact(trx: Transaction, wanted: Wanted): Promise<DateOutcome> {
    const { businessId, seriesId, date, by } = wanted
    const series = await SessionSeries.query({ client: trx })
      .where({ businessId, id: seriesId, isActive: true })
      .first()
    if (!series) return 'not_found'
    const ready = await readyToPlan(trx, series)
    if (typeof ready === 'string') return ready
    const left = await UnplannedDate.query({ client: trx }).where({ seriesId, date }).first()
    // Somebody else, or the job, was quicker.
    if (!left) return 'planned'

    const start = instantAt(ready.host.timeZone, date, series.startsTime)
    if (start <= ready.now.toMillis()) return 'past'
    const dates = [{ date, start }]
    const planned = await insertSessions(trx, { series, ready, dates })
    if (!planned.has(date)) return 'taken'
    await left.delete()
    await recordPlanned(trx, series, { action: 'continued', planned: 1, by })
    return 'planned'
  }
}
