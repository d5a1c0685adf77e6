import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { hasTakenSeats, lockHosts, releasedOf } from '#claims'
import { auditOf, recordSettingsChange } from '#history'
import type { By } from '#models/by'
import Service from '#models/services/service'
import SessionSeries from '#models/sessions/session_series'
import { loadUnplanned } from '#queries/sessions/session_list'
import { databaseNow, retryingTransaction, sql } from '#transactions'

interface Ending {
  businessId: number
  seriesId: number
  by: By
  version: string | null
}

export type SeriesEnding =
  | { outcome: 'ended'; cancelled: number; left: number }
  | { outcome: 'not_found' | 'busy' | 'stale' }

const CANCEL_EMPTY = `
  with coming as (
    select id, ${hasTakenSeats('sessions.id')} as is_taken
    from group_sessions as sessions
    where series_id = :seriesId and status = 'scheduled'
      and starts_at > cast(:now as timestamptz)
    for no key update
  ), cancelled as (
    update group_sessions set status = 'cancelled', updated_at = cast(:now as timestamptz)
    from coming where group_sessions.id = coming.id and not coming.is_taken
    returning group_sessions.id, group_sessions.business_id
  ),
  ${releasedOf('cancelled')},
  ${auditOf({
    rows: 'cancelled',
    action: 'session.cancelled',
    subjectType: 'group_session',
    userId: ':userId',
  })}
  select cast((select count(*) from cancelled) as integer) as cancelled,
    cast((select count(*) from coming where is_taken) as integer) as left`

export default class EndSeries {
  async handle(ending: Ending): Promise<SeriesEnding> {
    return (await retryingTransaction((trx) => this.transact(trx, ending))) ?? { outcome: 'busy' }
  }

  private async transact(trx: Transaction, ending: Ending): Promise<SeriesEnding> {
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

    await series.merge({ isActive: false }).save()
    await series.related('unplannedDates').query().delete()
    const [counts] = await sql<{ cancelled: number; left: number }>(trx, CANCEL_EMPTY, {
      seriesId,
      now: now.toJSDate(),
      userId: by.userId,
      requestId: by.requestId,
    })
    await recordSettingsChange(trx, {
      businessId,
      action: 'session_series.ended',
      subjectType: 'session_series',
      subjectId: seriesId,
      changes: { isActive: { from: true, to: false } },
      by,
    })
    return { outcome: 'ended', ...counts }
  }
}
