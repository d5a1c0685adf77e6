import { changeSettings } from '#steps'
import { serviceWeek } from '#models/availability/availability_rule'
import type { By } from '#models/by'
import Service from '#models/services/service'
import type { WorkingHours } from '#scheduling/types'
import { inTransaction, lockRowOrFail } from '#transactions'

interface Hours {
  businessId: number
  serviceId: number
  hours: WorkingHours | null
  version: string | null
  by: By
}

export default class SetServiceHours {
  handle(set: Hours): Promise<'saved' | 'stale'> {
    const { businessId, serviceId: id, hours } = set
    return inTransaction(async (trx) => {
      const service = await lockRowOrFail(trx, Service, { businessId, id })
      const from = serviceWeek(service.hours)
      return changeSettings(trx, set, {
        row: service.merge({ hours }),
        shown: [from],
        change: () => ({ hours: { from, to: serviceWeek(hours) } }),
        action: 'service_hours.updated',
        subjectType: 'service',
        before: { hours: service.$original.hours },
      })
    })
  }
}
