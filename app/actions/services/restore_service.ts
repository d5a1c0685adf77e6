import { saveSettings } from '#history'
import type { By } from '#models/by'
import Service from '#models/services/service'
import { nextPosition } from '#queries/services/next_position'
import { inTransaction, lockBusiness, lockRowOrFail } from '#transactions'

interface Restore {
  businessId: number
  serviceId: number
  by: By
}

/** Back at the end of the list, and switched off until somebody looks at it. */
export default class RestoreService {
  handle({ businessId, serviceId, by }: Restore): Promise<Service> {
    return inTransaction(async (trx) => {
      await lockBusiness(trx, businessId)
      const service = await lockRowOrFail(trx, Service, { businessId, id: serviceId })
      if (!service.archivedAt) return service
      service.merge({ archivedAt: null, position: await nextPosition(businessId, trx) })
      await saveSettings(trx, service, {
        businessId,
        action: 'service.restored',
        subjectType: 'service',
        by,
      })
      return service
    })
  }
}
