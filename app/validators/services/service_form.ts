import type { Infer } from '@vinejs/vine/types'
import type { ServiceDetails } from '#actions/services/save_service'
import type Host from '#models/availability/host'
import type Service from '#models/services/service'
import { typedReminders } from '#validators/services/reminder_form'
import { typedRouting } from '#validators/services/routing_form'
import { chosenRules, typedRules } from '#validators/rule_form'
import { chosenColour, typedColour } from '#validators/services/colour_form'
import { typedFurtherLengths } from '#validators/services/further_lengths_form'
import { typedLength } from '#validators/services/length_form'
import { typedPlaces } from '#validators/services/places_form'
import type { serviceValidator } from '#validators/services/service_validator'

const DELAY_HOURS = 24

const SWITCH = { inherit: null, yes: true, no: false }

/** What is not set is an empty field, and inherits. */
export function typedService(service: Service, hosts: Pick<Host, 'id'>[]): Record<string, string> {
  const text = (value: string | number | boolean | null | undefined) => String(value ?? '')
  return {
    name: text(service.name),
    slug: text(service.slug),
    description: text(service.description),
    category: text(service.category),
    ...typedColour(service.colour),
    ...typedRules('service', service),
    ...typedLength(service.durationMinutes),
    ...typedFurtherLengths(service),
    ...(service.isPlannedOnly && { is_planned_only: 'on' }),
    offers: service.offersByHand ? 'hand' : 'itself',
    price: text(service.price ?? '0.00'),
    host_mode: text(service.hostMode ?? 'any'),
    location_type: text(service.locationType ?? 'in_person'),
    location_details: text(service.locationDetails),
    ...typedPlaces(service),
    instructions: text(service.instructions),
    policy: text(service.policy),
    confirmation_message: text(service.confirmationMessage),
    confirmation_url: text(service.confirmationUrl),
    calendar_title: text(service.calendarTitle),
    calendar_details: text(service.calendarDetails),
    requires_approval: typedSwitch(service.requiresApproval),
    accepts_competing_requests: typedSwitch(service.acceptsCompetingRequests),
    ...typedRouting(service),
    follow_up: text(service.followUp),
    follow_up_delay_hours: text(service.followUpDelayHours ?? DELAY_HOURS),
    reminders: service.reminderMinutes ? 'own' : 'inherit',
    ...typedReminders(service.reminderMinutes ?? []),
    ...(service.compactsDay && { compacts_day: 'on' }),
    most_dates: text(service.mostDates ?? 1),
    ...(service.isHidden && { is_hidden: 'on' }),
    ...Object.fromEntries(hosts.map(({ id }) => [`host_${id}`, 'on'])),
  }
}

/** A switch that is not set inherits, and so does a new service. */
function typedSwitch(own: boolean | null | undefined): keyof typeof SWITCH {
  if (own === null || own === undefined) return 'inherit'
  return own ? 'yes' : 'no'
}

/** What its validator does not read. */
interface Chosen extends Pick<ServiceDetails, 'routing' | 'furtherPlaces'> {
  ownReminders: number[]
  /** By the minutes of a length. */
  prices: Record<string, string>
}

export function serviceDetails(
  data: Infer<typeof serviceValidator>,
  { furtherPlaces, ownReminders, prices, routing }: Chosen
): ServiceDetails {
  const rules = chosenRules('service', data)
  const durations = rules.durations.filter((length) => length !== rules.durationMinutes)
  const priced = durations.filter((length) => (prices[length] ?? data.price) !== data.price)
  return {
    ...rules,
    durations,
    lengthPrices: Object.fromEntries(priced.map((length) => [length, prices[length]])),
    name: data.name,
    slug: data.slug ?? null,
    description: data.description ?? null,
    category: data.category ?? null,
    colour: chosenColour(data),
    isPlannedOnly: data.is_planned_only !== undefined,
    ...(data.offers && { offersByHand: data.offers === 'hand' }),
    price: data.price,
    ...(data.host_mode && { hostMode: data.host_mode }),
    locationType: data.location_type,
    locationDetails: data.location_details ?? null,
    furtherPlaces,
    instructions: data.instructions ?? null,
    policy: data.policy || null,
    confirmationMessage: data.confirmation_message || null,
    confirmationUrl: data.confirmation_url ?? null,
    calendarTitle: data.calendar_title || null,
    calendarDetails: data.calendar_details || null,
    requiresApproval: SWITCH[data.requires_approval],
    ...(data.accepts_competing_requests && {
      acceptsCompetingRequests: SWITCH[data.accepts_competing_requests],
    }),
    compactsDay: data.compacts_day !== undefined,
    ...(data.most_dates && { mostDates: data.most_dates }),
    routing,
    reminderMinutes: data.reminders === 'own' ? ownReminders : null,
    followUp: data.follow_up ?? null,
    followUpDelayHours: data.follow_up_delay_hours ?? DELAY_HOURS,
    isHidden: data.is_hidden !== undefined,
  }
}

/** With one host only, nobody is asked. */
export function chosenHosts(body: Record<string, unknown>, hosts: Host[]): number[] {
  const chosen = hosts.length > 1 ? hosts.filter(({ id }) => body[`host_${id}`]) : hosts
  return chosen.map(({ id }) => id)
}
