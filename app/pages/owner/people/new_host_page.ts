import db from '@adonisjs/lucid/services/db'
import opening from '#config/opening'
import { zoneChoices } from '#formats/words/choices'
import { choosable, type HostKind } from '#models/availability/host'
import type Business from '#models/settings/business'
import { keptServices } from '#queries/services/kept_services'
import { mixedServices } from '#queries/services/mixed_services'
import type { Weekday } from '#scheduling/types'
import { emptyForm, type Form } from '#validators/form'

/**
 * With the hours of whoever is there already, and what any person may give: where all are needed
 * together, one more would be needed too. A room is nobody who gives a service.
 */
export async function newHostForm(business: Business, kind: HostKind = 'person'): Promise<Form> {
  const [first] = await hostsOf(business)
  const given = kind === 'person' ? await givenByAnyone(business) : []
  return emptyForm({
    kind,
    time_zone: business.timeZone,
    ...(first && { hours_of: String(first.id) }),
    ...Object.fromEntries(given.map(({ id }) => [`service_${id}`, 'on'])),
  })
}

async function givenByAnyone({ id: businessId }: Business) {
  const services = await keptServices(businessId)
  const serviceIds = services.map(({ id }) => id)
  const joining = { businessId, kind: 'person', serviceIds } as const
  const ofRooms = await mixedServices(db.connection(), joining)
  return services.filter(
    ({ id, hostMode }) => hostMode === 'any' && ofRooms.every((other) => other.id !== id)
  )
}

export async function newHostPage(business: Business, form: Form) {
  return {
    form,
    services: await keptServices(business.id),
    hosts: await hostsOf(business),
    zones: zoneChoices(business.timeZone),
    usualWeek: opening.weekdays.map((weekday) => ({
      weekday: weekday as Weekday,
      start: opening.hours.opens,
      end: opening.hours.closes,
    })),
  }
}

async function hostsOf(business: Business) {
  const hosts = await business.related('hosts').query().orderBy('position').orderBy('id')
  return choosable(hosts)
}
