import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { unlessTaken } from '#claims'
import { comingDates, keepUnplanned, planDates, readyToPlan, tellNotPlanned } from '#steps'
import { type By, bySystem } from '#models/by'
import SessionSeries from '#models/sessions/session_series'
import { closedHosts } from '#queries/availability/closed_hosts'
import { databaseNow, retryingTransaction } from '#transactions'

const OF_ALL = { not_found: 'host', not_shared: 'service' } as const

/** A date that could not be planned is tried again, in case its time is given back. */
export default class PlanComingSessions {
  async handle(by = bySystem()): Promise<number> {
    const active = await SessionSeries.query().where('is_active', true).orderBy('id')
    let planned = 0
    for (const { id } of active) {
      planned += await this.ofSeries(id, by)
    }
    return planned
  }

  private async ofSeries(seriesId: number, by: By): Promise<number> {
    const work = (trx: Transaction) => this.transact(trx, seriesId, by)
    // Where someone took the time meanwhile, the next try finds it taken.
    const planned = await unlessTaken(
      () => retryingTransaction(work),
      () => 0
    )
    return planned ?? 0
  }

  private async transact(trx: Transaction, seriesId: number, by: By): Promise<number> {
    const found = await SessionSeries.findOrFail(seriesId, { client: trx })
    const ready = await readyToPlan(trx, found)
    // Locked after its hosts, as in `EndSeries`.
    const series = await SessionSeries.query({ client: trx })
      .where({ id: seriesId, isActive: true })
      .preload('host')
      .forUpdate()
      .first()
    if (!series) return 0

    const now = typeof ready === 'string' ? await databaseNow(trx) : ready.now
    const known = await trx
      .from('group_sessions')
      .where('series_id', seriesId)
      .select('series_date')
    const knownDates = new Set(known.map((row) => row.series_date))
    const dates = comingDates(series, series.host.timeZone, now).filter(
      ({ date }) => !knownDates.has(date)
    )
    if (typeof ready === 'string') {
      const unplanned = dates.map(({ date }) => ({ date, reason: OF_ALL[ready] }))
      const news = await keepUnplanned(trx, { series, dates: unplanned })
      await tellNotPlanned(trx, series, news, by)
      return 0
    }

    const starts = dates.map(({ start }) => start)
    const { durationMinutes } = series
    const closed = await closedHosts(trx, { ...ready, durationMinutes, starts })
    const done = await planDates(trx, { series, ready, dates, closed, action: 'continued', by })
    await tellNotPlanned(trx, series, done.news, by)
    return done.planned.length
  }
}
