import { recordSettingsChange } from '#history'
import type { By } from '#models/by'
import Service from '#models/services/service'
import { serviceContent } from '#models/services/service_team'
import { isChangedSince } from '#models/version'
import { isServiceUsed } from '#queries/services/service_use'
import { inTransaction, sqlState } from '#transactions'

interface Delete {
  businessId: number
  serviceId: number
  /** `versionOf` the `serviceContent` that was shown. */
  version: string
  by: By
}

const FOREIGN_KEY_VIOLATION = '23503'

/** Only what was never booked goes; what people wrote about it stays. */
export default class DeleteService {
  async handle(unwanted: Delete): Promise<'deleted' | 'used' | 'stale'> {
    try {
      return await this.delete(unwanted)
    } catch (error) {
      // Somebody booked it at this very moment, or its time is still claimed.
      if (sqlState(error) === FOREIGN_KEY_VIOLATION) return 'used'
      throw error
    }
  }

  private delete({ businessId, serviceId, version, by }: Delete) {
    return inTransaction(async (trx) => {
      const service = await Service.query({ client: trx })
        .where({ businessId, id: serviceId })
        .preload('hosts')
        .forUpdate()
        .firstOrFail()
      if (isChangedSince(version, serviceContent(service, service.hosts))) return 'stale' as const
      if (await isServiceUsed(trx, serviceId)) return 'used' as const
      const ours = { business_id: businessId, service_id: serviceId }
      await trx.from('enquiries').where(ours).update({ service_id: null })
      await service.delete()
      await recordSettingsChange(trx, {
        businessId,
        action: 'service.deleted',
        subjectType: 'service',
        subjectId: serviceId,
        changes: { name: true },
        by,
      })
      return 'deleted' as const
    })
  }
}
