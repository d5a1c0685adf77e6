import { recordAudit } from '#history'
import type { By } from '#models/by'
import OutsideService, { FOUND_HERE, mappedShown } from '#models/outside/outside_service'
import { isChangedSince } from '#models/version'
import { inTransaction, sql } from '#transactions'
import { wake } from '#services/queue'

interface Mapping {
  businessId: number
  subjectId: number
  /** By the id of what is booked there; null is none yet. */
  services: ReadonlyMap<number, number | null>
  version: string
  by: By
}

/** What waited for it is brought in. */
export default class MapOutsideServices {
  async handle({ businessId, subjectId, services, version, by }: Mapping) {
    const outcome = await inTransaction(async (trx) => {
      const rows = await OutsideService.query({ client: trx })
        .where({ businessId, source: 'calcom' })
        .whereNot('remote_id', 'like', `${FOUND_HERE}%`)
        .orderBy('id')
        .forUpdate()
      if (isChangedSince(version, mappedShown(rows))) return 'stale' as const
      for (const row of rows) {
        await row.merge({ serviceId: services.get(row.id) ?? null }).save()
      }
      await sql(
        trx,
        `update outside_bookings set state = 'wanted', problem = null, attempts = 0
          from outside_services
          where outside_services.id = outside_bookings.outside_service_id
            and outside_bookings.business_id = :businessId and state = 'kept'
            and problem = 'unmapped' and outside_services.service_id is not null`,
        { businessId }
      )
      await recordAudit(trx, {
        ...{ businessId, by, action: 'calcom_bridge.services_set' },
        ...{ subjectType: 'calcom_bridge', subjectId },
      })
      return 'saved' as const
    })
    if (outcome === 'saved') await wake('take_in_outside_bookings', {})
    return outcome
  }
}
