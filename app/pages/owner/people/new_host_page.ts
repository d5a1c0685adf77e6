import opening from '#config/opening'
import { zoneChoices } from '#formats/words/choices'
import { choosable, type HostKind } from '#models/availability/host'
import type Host from '#models/availability/host'
import type Business from '#models/settings/business'
import { keptServices } from '#queries/services/kept_services'
import { setHostsOf } from '#queries/services/set_hosts'
import type { Weekday } from '#scheduling/types'
import { emptyForm, type Form } from '#validators/form'

/**
 * With the hours of whoever is there already, and what any person may give: where all are needed
 * together, one more would be needed too. A room is nobody who gives a service, and what rooms are
 * booked for by themselves is given by nobody.
 */
export async function newHostForm(business: Business, kind: HostKind = 'person'): Promise<Form> {
  const [first] = await hostsOf(business, kind)
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
  await setHostsOf(businessId, services)
  return services.filter(
    ({ hostMode, hosts }) => hostMode === 'any' && (hosts.length === 0 || hosts.some(isPerson))
  )
}

export async function newHostPage(business: Business, form: Form) {
  return {
    form,
    services: await keptServices(business.id),
    hosts: await hostsOf(business, form.values.kind),
    zones: zoneChoices(business.timeZone),
    usualWeek: opening.weekdays.map((weekday) => ({
      weekday: weekday as Weekday,
      start: opening.hours.opens,
      end: opening.hours.closes,
    })),
  }
}

/** A room may have the hours of the people, but nobody works those of a room. */
async function hostsOf(business: Business, kind?: string) {
  const hosts = await business.related('hosts').query().orderBy('position').orderBy('id')
  return choosable(hosts).filter((host) => kind === 'room' || isPerson(host))
}

function isPerson({ kind }: Pick<Host, 'kind'>): boolean {
  return kind === 'person'
}
