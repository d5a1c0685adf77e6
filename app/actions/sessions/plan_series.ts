import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { unlessTaken } from '#claims'
import { comingDates, planDates, type PlannedDates, readyToPlan } from '#steps'
import type { By } from '#models/by'
import SessionSeries from '#models/sessions/session_series'
import { closedHosts, type NotWorking } from '#queries/availability/closed_hosts'
import type { Instant } from '#scheduling/types'
import { retryingTransaction } from '#transactions'

type Details = Pick<
  SessionSeries,
  | 'businessId'
  | 'serviceId'
  | 'hostId'
  | 'firstDate'
  | 'lastDate'
  | 'startsTime'
  | 'durationMinutes'
  | 'capacity'
  | 'bookingDeadlineHours'
  | 'everyWeeks'
>

export interface ClosedChoice {
  plansThem: boolean
  /** Which of them were looked at first. */
  shown: readonly string[] | 'all'
}

interface Plan extends Details {
  onClosed: ClosedChoice | null
  by: By
}

export interface ClosedDate extends NotWorking {
  date: string
  start: Instant
}

export type SeriesPlanned =
  | ({ outcome: 'planned'; series: SessionSeries } & PlannedDates)
  | { outcome: 'closed'; dates: ClosedDate[]; all: string[] }
  | { outcome: 'not_found' | 'not_shared' | 'past' | 'busy' }

/** As far ahead as anybody may book; a job plans the later dates. */
export default class PlanSeries {
  async handle(plan: Plan): Promise<SeriesPlanned> {
    const planned = await unlessTaken(
      () => retryingTransaction((trx) => this.transact(trx, plan)),
      () => ({ outcome: 'busy' as const })
    )
    return planned ?? { outcome: 'busy' }
  }

  private async transact(trx: Transaction, plan: Plan): Promise<SeriesPlanned> {
    const { onClosed, by, ...details } = plan
    const ready = await readyToPlan(trx, details)
    if (typeof ready === 'string') return { outcome: ready }
    const dates = comingDates(details, ready.host.timeZone, ready.now)
    if (dates.length === 0) return { outcome: 'past' }

    const starts = dates.map(({ start }) => start)
    const { durationMinutes } = details
    const closed = await closedHosts(trx, { ...ready, durationMinutes, starts })
    const wasSeen = (date: string) => onClosed?.shown === 'all' || onClosed?.shown.includes(date)
    const unseen = dates.filter(({ date, start }) => closed.has(start) && !wasSeen(date))
    if (unseen.length > 0) {
      return {
        outcome: 'closed',
        all: dates.map(({ date }) => date),
        dates: dates.flatMap((each) => {
          const whose = closed.get(each.start)
          return whose ? [{ ...each, ...whose }] : []
        }),
      }
    }

    const series = await new SessionSeries()
      .useTransaction(trx)
      .fill({ ...details, isActive: true, plansOnClosedDates: onClosed?.plansThem ?? false })
      .save()
    const done = await planDates(trx, { series, ready, dates, closed, action: 'planned', by })
    return { outcome: 'planned', series, ...done }
  }
}
