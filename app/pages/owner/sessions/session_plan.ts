import type Host from '#models/availability/host'
import { choosable } from '#models/availability/host'
import type Service from '#models/services/service'
import { USUAL_DEADLINE_HOURS } from '#models/sessions/group_session'
import type { Form } from '#validators/form'

type Values = Form['values']

interface SessionPlanPage {
  services: Service[]
  /** The chosen one; without any there is nothing to plan. */
  service: Service | undefined
  /** One of whom gives it; empty where all of the team do, together. */
  hosts: Host[]
  team: Host[]
  form: Form
}

export function newPlan(serviceId?: number): Values {
  return {
    ...{ booking_deadline_hours: String(USUAL_DEADLINE_HOURS), repeats: 'once' },
    ...(serviceId !== undefined && { service_id: String(serviceId) }),
  }
}

/** As many places as the service has, unless another number was typed. */
export function sessionPlanPage(services: Service[], form: Form): SessionPlanPage {
  const service = named(services, form.values.service_id) ?? services.at(0)
  const { capacity } = form.values
  const isTyped = capacity !== undefined && !isFilledIn(services, form.values)
  const places = isTyped ? capacity : String(service?.capacity ?? '')
  const given = service?.hosts ?? []
  const [hosts, team] = service?.hostMode === 'collective' ? [[], given] : [choosable(given), []]
  return {
    ...{ services, service, hosts, team },
    form: { ...form, values: { ...form.values, capacity: places } },
  }
}

/** Without script another service may be sent with the places of the one before. */
export function unseenPlaces(
  services: Service[],
  values: Values
): { service: string; count: number } | null {
  const service = named(services, values.service_id)
  if (!service || !isFilledIn(services, values)) return null
  const { name, capacity } = service
  return values.capacity === String(capacity) ? null : { service: name, count: capacity }
}

function isFilledIn(services: Service[], { capacity, filled_from: id }: Values): boolean {
  return capacity === String(named(services, id)?.capacity)
}

function named(services: Service[], id: string | undefined): Service | undefined {
  return services.find((service) => String(service.id) === id)
}
