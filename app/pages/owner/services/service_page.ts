import { MOST_TOGETHER } from '#formats/bookings/dates_together'
import { shownColour } from '#formats/pages/service_colours'
import { SERVICE_COLOURS } from '#formats/pages/colours'
import type Host from '#models/availability/host'
import Service from '#models/services/service'
import type Business from '#models/settings/business'
import { calendarPreview } from '#pages/owner/services/calendar_preview'
import { openParts, PARTS, type ServicePart } from '#pages/owner/services/service_parts'
import { serviceSummaries } from '#pages/owner/services/service_summaries'
import type { PageReader } from '#pages/reader'
import type { ServiceUse } from '#queries/services/service_use'
import type { Preview } from '#queries/availability/preview_change'
import { RULES, rulesOfSettings } from '#scheduling/rules/rules'
import { OWN_COLOUR } from '#validators/services/colour_form'
import { furtherRows } from '#validators/services/further_lengths_form'
import { LENGTHS } from '#validators/services/length_form'
import { placeRows } from '#validators/services/places_form'
import { reminderChoices } from '#validators/services/reminder_form'
import { routingRows } from '#validators/services/routing_form'
import { ruleRows } from '#validators/rule_form'
import type { Form } from '#validators/form'

export interface ShownService {
  service: Service | null
  /** Null where it is new. */
  use: ServiceUse | null
  others: Service[]
  hosts: Host[]
  form: Form
  /** What the form had been filled in with. */
  stored: Record<string, string>
  preview?: Preview | null
  /** What its form makes of it, where that is previewed. */
  seen?: Service | null
}

export interface FoldedPart {
  summary: string
  isOpen: boolean
}

export function servicePage(
  business: Business,
  { service, use, others, hosts, form, stored, preview = null, seen = null }: ShownService,
  reader: PageReader
) {
  const summarised = service ?? new Service()
  const team = service?.hosts.length ?? hosts.length
  const summaries = serviceSummaries({ service: summarised, business, hosts: team }, reader)
  const open = openParts(form, stored)
  const names = Object.keys(PARTS) as ServicePart[]
  const parts = names.map((part) => [
    part,
    { summary: summaries[part], isOpen: open.has(part) } satisfies FoldedPart,
  ])
  return {
    ...{ service, use, others, hosts, form, preview, seen },
    parts: Object.fromEntries(parts) as Record<ServicePart, FoldedPart>,
    questionsNow: summaries.questions,
    lengths: LENGTHS,
    colours: SERVICE_COLOURS,
    ownColour: form.values.colour === OWN_COLOUR ? colourNote(form.values.own_colour) : null,
    calendarPreview: calendarPreview(
      form,
      {
        ...{ business, questions: summarised.questions ?? [] },
        host: (service?.hosts.at(0) ?? hosts.at(0))?.name ?? business.name,
      },
      reader
    ),
    dateCounts: Array.from({ length: MOST_TOGETHER }, (_, index) => index + 1),
    categories: categoriesOf(service ? [service, ...others] : others),
    reminderChoices: reminderChoices(service?.reminderMinutes ?? []),
    furtherRows: furtherRows(form),
    placeRows: placeRows(form),
    routingRows: routingRows(form),
    ruleRows: serviceRuleRows(service, business),
  }
}

export function serviceRuleRows(service: Service | null, { settings }: Business) {
  const layers = { business: rulesOfSettings({ ...settings.$attributes }) }
  return ruleRows('service', service ?? {}, RULES, layers)
}

/** Null where what was typed is no colour. */
function colourNote(colour: string | undefined) {
  return colour && /^#[0-9a-f]{6}$/i.test(colour) ? shownColour(colour.toLowerCase()) : null
}

/** To choose from while one is typed. */
function categoriesOf(services: readonly Service[]): string[] {
  const used = services.flatMap(({ category }) => category ?? [])
  return [...new Set(used)]
}
