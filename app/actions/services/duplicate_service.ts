import { recordSettingsChange } from '#history'
import type { By } from '#models/by'
import Service from '#models/services/service'
import { placeInTeam } from '#models/services/service_team'
import { freeSlug } from '#models/slug'
import { nextPosition } from '#queries/services/next_position'
import { takenServiceSlugs } from '#queries/services/taken_service_slugs'
import { inTransaction, lockBusiness } from '#transactions'

interface Duplicate {
  businessId: number
  serviceId: number
  /** What the copy is called. */
  name: string
  by: By
}

/** It differs in these, and in its place in the list. */
const OWN = ['id', 'slug', 'createdAt', 'updatedAt']

/** With its hosts, hours and questions; switched off, so that nobody books it before it is looked at. */
export default class DuplicateService {
  handle({ businessId, serviceId, name, by }: Duplicate): Promise<Service> {
    return inTransaction(async (trx) => {
      await lockBusiness(trx, businessId)
      const service = await Service.query({ client: trx })
        .where({ businessId, id: serviceId })
        .preload('hosts')
        .firstOrFail()
      const taken = await takenServiceSlugs(trx, { businessId, besides: null })
      const kept = Object.entries(service.$attributes).filter(([column]) => !OWN.includes(column))
      const copy = await new Service()
        .useTransaction(trx)
        .merge(Object.fromEntries(kept))
        .merge({ name, slug: freeSlug(name, taken), isActive: false, archivedAt: null })
        .merge({ position: await nextPosition(businessId, trx) })
        .save()
      const team = service.hosts.map(placeInTeam)
      await copy
        .related('hosts')
        .attach(
          Object.fromEntries(
            team.map(({ id, ...roundRobin }) => [id, { business_id: businessId, ...roundRobin }])
          )
        )
      await recordSettingsChange(trx, {
        businessId,
        action: 'service.duplicated',
        subjectType: 'service',
        subjectId: copy.id,
        changes: { copyOf: { from: null, to: serviceId } },
        by,
      })
      return copy
    })
  }
}
