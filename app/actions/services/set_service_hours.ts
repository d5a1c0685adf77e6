import { recordSettingsChange } from '#history'
import { serviceWeek } from '#models/availability/availability_rule'
import type { By } from '#models/by'
import Service from '#models/services/service'
import { isChangedSince } from '#models/version'
import type { WorkingHours } from '#scheduling/types'
import { inTransaction } from '#transactions'

interface Hours {
  businessId: number
  serviceId: number
  hours: WorkingHours | null
  version: string | null
  by: By
}

export default class SetServiceHours {
  handle(set: Hours): Promise<'saved' | 'stale'> {
    const { businessId, serviceId, hours, version, by } = set
    return inTransaction(async (trx) => {
      const service = await Service.query({ client: trx })
        .where({ businessId, id: serviceId })
        .forUpdate()
        .firstOrFail()
      const { hours: hoursBefore } = service
      const from = serviceWeek(hoursBefore)
      const to = serviceWeek(hours)
      if (from?.join() === to?.join()) return 'saved'
      if (isChangedSince(version, from)) return 'stale'

      await service.merge({ hours }).save()
      await recordSettingsChange(trx, {
        businessId,
        action: 'service_hours.updated',
        subjectType: 'service',
        subjectId: serviceId,
        changes: { hours: { from, to } },
        before: { hours: hoursBefore },
        by,
      })
      return 'saved'
    })
  }
}
