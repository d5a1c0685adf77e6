import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { lockHosts } from '#claims'
import { type ClosedSeries, closeSeries } from '#steps'
import type { By } from '#models/by'
import Service from '#models/services/service'
import SessionSeries from '#models/sessions/session_series'
import { loadUnplanned } from '#queries/sessions/session_list'
import { deliverAfter, type Owing } from '#outbox'
import { databaseNow, retryingTransaction } from '#transactions'

interface Ending {
  businessId: number
  seriesId: number
  by: By
  version: string | null
}

export type SeriesEnding =
  ({ outcome: 'ended' } & ClosedSeries) | { outcome: 'not_found' | 'busy' | 'stale' }

export default class EndSeries {
  async handle(ending: Ending): Promise<SeriesEnding> {
    const ended = await deliverAfter(ending.by, () =>
      retryingTransaction((trx) => this.transact(trx, ending))
    )
    return ended ?? { outcome: 'busy' }
  }

  private async transact(trx: Transaction, ending: Ending): Promise<Owing<SeriesEnding>> {
    const { businessId, seriesId, version, by } = ending
    const find = () => SessionSeries.query({ client: trx }).where({ businessId, id: seriesId })
    const found = await find().first()
    if (!found) return { outcome: 'not_found' }
    const service = await Service.findOrFail(found.serviceId, { client: trx })
    const isCollective = service.hostMode === 'collective'
    await lockHosts(trx, service, isCollective ? null : found.hostId, null, [found.hostId])
    const series = await find().forUpdate().firstOrFail()
    const now = await databaseNow(trx)
    await loadUnplanned(series, now)
    if (series.isActive && version !== null && version !== series.version) {
      return { outcome: 'stale' }
    }

    const { counts, owed } = await closeSeries(trx, { series, now, by })
    return { outcome: 'ended', ...counts, owed }
  }
}
