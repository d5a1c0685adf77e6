import opening from '#config/opening'
import { zoneChoices } from '#formats/words/choices'
import type Business from '#models/settings/business'
import { keptServices } from '#queries/services/kept_services'
import type { Weekday } from '#scheduling/types'
import { emptyForm, type Form } from '#validators/form'

/**
 * With the hours of whoever is there already, and what anyone may give: where all are needed together,
 * one more would be needed too.
 */
export async function newHostForm(business: Business): Promise<Form> {
  const [first] = await hostsOf(business)
  const services = await keptServices(business.id)
  const given = services.filter(({ hostMode }) => hostMode === 'any')
  return emptyForm({
    kind: 'person',
    time_zone: business.timeZone,
    ...(first && { hours_of: String(first.id) }),
    ...Object.fromEntries(given.map(({ id }) => [`service_${id}`, 'on'])),
  })
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

function hostsOf(business: Business) {
  return business.related('hosts').query().orderBy('position').orderBy('id')
}
