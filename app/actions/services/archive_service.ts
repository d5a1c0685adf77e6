import EndSeries from '#actions/sessions/end_series'
import { changesOf, recordSettingsChange } from '#history'
import type { By } from '#models/by'
import Service from '#models/services/service'
import { serviceContent } from '#models/services/service_team'
import SessionSeries from '#models/sessions/session_series'
import { isChangedSince } from '#models/version'
import { databaseNow, inTransaction } from '#transactions'

interface Archive {
  businessId: number
  serviceId: number
  /** `versionOf` the `serviceContent` that was shown. */
  version: string
  by: By
}

/**
 * It leaves every list and takes no bookings; those that it has stand as they are. Its series end, so
 * that no dates are planned that nobody can book.
 */
export default class ArchiveService {
  async handle(archive: Archive): Promise<Service | 'stale'> {
    const archived = await this.archive(archive)
    if (archived === 'stale') return archived
    const { businessId, by } = archive
    const series = await SessionSeries.query().where({
      businessId,
      serviceId: archived.id,
      isActive: true,
    })
    for (const { id: seriesId } of series) {
      await new EndSeries().handle({ businessId, seriesId, by, version: null })
    }
    return archived
  }

  private archive({ businessId, serviceId, version, by }: Archive): Promise<Service | 'stale'> {
    return inTransaction(async (trx) => {
      const service = await Service.query({ client: trx })
        .where({ businessId, id: serviceId })
        .preload('hosts')
        .forUpdate()
        .firstOrFail()
      if (service.archivedAt) return service
      if (isChangedSince(version, serviceContent(service, service.hosts))) return 'stale'
      service.merge({ isActive: false, archivedAt: await databaseNow(trx) })
      const changes = changesOf(service)
      await service.save()
      await recordSettingsChange(trx, {
        businessId,
        action: 'service.archived',
        subjectType: 'service',
        subjectId: service.id,
        changes,
        by,
      })
      return service
    })
  }
}
