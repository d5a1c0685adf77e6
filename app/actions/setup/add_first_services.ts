import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { settleStop } from '#steps'
import { recordSettingsChange } from '#history'
import type { By } from '#models/by'
import Business from '#models/settings/business'
import type Service from '#models/services/service'
import { freeSlug } from '#models/slug'
import { takenServiceSlugs } from '#queries/services/taken_service_slugs'
import { inTransaction } from '#transactions'

export interface FirstService {
  name: string
  durationMinutes: number
  /** A decimal string, "50.00". */
  price: string
  /** Else clients can book it at once. */
  isActive?: boolean
}

interface FirstServices {
  businessId: number
  services: FirstService[]
  by: By
}

/** They take place where the first one does, with all staff; one that is there already is left out. */
export default class AddFirstServices {
  handle({ businessId, services, by }: FirstServices): Promise<void> {
    return inTransaction(async (trx) => {
      const business = await Business.query({ client: trx })
        .where('id', businessId)
        .forUpdate()
        .preload('services', (known) => known.orderBy('position').orderBy('id'))
        .preload('hosts', (hosts) => hosts.where('isActive', true).orderBy('id'))
        .firstOrFail()
      const added = services.filter((service) => !isThere(business.services, service))
      for (const service of added) await this.add(trx, business, service, by)
      await settleStop(trx, businessId, 'services')
    })
  }

  private async add(trx: Transaction, business: Business, service: FirstService, by: By) {
    const { id: businessId, services } = business
    const people = business.hosts.filter(({ kind }) => kind === 'person')
    const hosts = people.length > 0 ? people : business.hosts
    const taken = await takenServiceSlugs(trx, { businessId, besides: null })
    const [first] = services
    const created = await business.related('services').create({
      ...service,
      slug: freeSlug(service.name, taken),
      position: Math.max(-1, ...services.map(({ position }) => position)) + 1,
      locationType: first?.locationType ?? 'in_person',
      locationDetails: first?.locationDetails ?? null,
    })
    services.push(created)
    await created
      .related('hosts')
      .attach(Object.fromEntries(hosts.map(({ id }) => [id, { business_id: businessId }])))
    await recordSettingsChange(trx, {
      ...{ businessId, by, action: 'service.created' },
      ...{ subjectType: 'service', subjectId: created.id },
      changes: { hosts: { from: [], to: hosts.map(({ id }) => id) } },
    })
  }
}

function isThere(known: Service[], { name, durationMinutes, price }: FirstService): boolean {
  return known.some(
    (service) =>
      service.name === name &&
      service.durationMinutes === durationMinutes &&
      Number(service.price) === Number(price)
  )
}
