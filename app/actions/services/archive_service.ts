import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { lockHosts } from '#claims'
import { callOffWaiting, closeSeries, lockWaitingForService } from '#steps'
import { saveSettings } from '#history'
import type { By } from '#models/by'
import Service from '#models/services/service'
import { serviceContent } from '#models/services/service_team'
import SessionSeries from '#models/sessions/session_series'
import { isChangedSince } from '#models/version'
import { deliverAfter, type OwedMail } from '#outbox'
import { databaseNow, retryingTransaction } from '#transactions'

interface Archive {
  businessId: number
  serviceId: number
  /** `versionOf` the `serviceContent` that was shown. */
  version: string
  by: By
}

/**
 * It leaves every list and takes no bookings; those that it has stand as they are. Its series end with
 * it, so that no dates are planned that nobody can book; who waits for one of its times waits no more.
 */
export default class ArchiveService {
  async handle(archive: Archive): Promise<Service | 'stale' | 'busy'> {
    const done = await deliverAfter(archive.by, () =>
      retryingTransaction((trx) => this.transact(trx, archive))
    )
    return done?.archived ?? 'busy'
  }

  private async transact(
    trx: Transaction,
    archive: Archive
  ): Promise<{ archived: Service | 'stale'; owed: OwedMail[] }> {
    const { businessId, serviceId, by } = archive
    const find = () => Service.query({ client: trx }).where({ businessId, id: serviceId })
    const series = () =>
      SessionSeries.query({ client: trx }).where({ businessId, serviceId, isActive: true })
    const found = await find().firstOrFail()
    const alsoHostIds = await series().then((all) => all.map(({ hostId }) => hostId))
    await lockHosts(trx, found, null, null, alsoHostIds)

    const service = await find().preload('hosts').forUpdate().firstOrFail()
    const now = await databaseNow(trx)
    if (!service.archivedAt && !(await this.archive(trx, service, archive, now))) {
      return { archived: 'stale', owed: [] }
    }
    const entries = await lockWaitingForService(trx, serviceId)
    const owed = await callOffWaiting(trx, { entries, now, by })
    for (const each of await series().orderBy('id').forUpdate()) {
      const closed = await closeSeries(trx, { series: each, now, by })
      owed.push(...closed.owed)
    }
    return { archived: service, owed }
  }

  /** False where it is not what was shown. */
  private async archive(
    trx: Transaction,
    service: Service,
    { businessId, version, by }: Archive,
    now: DateTime
  ): Promise<boolean> {
    if (isChangedSince(version, serviceContent(service, service.hosts))) return false
    service.merge({ isActive: false, archivedAt: now })
    await saveSettings(trx, service, {
      businessId,
      action: 'service.archived',
      subjectType: 'service',
      by,
    })
    return true
  }
}
