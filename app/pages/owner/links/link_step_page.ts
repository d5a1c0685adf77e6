import type { I18n } from '@adonisjs/i18n'
import type BookingLink from '#models/links/booking_link'
import type BookingTemplate from '#models/links/booking_template'
import { giversOf } from '#models/services/service_team'
import type Service from '#models/services/service'
import { choosable } from '#models/availability/host'
import type Business from '#models/settings/business'
import { type LinkStep, numberOf, REVIEW, stepLine } from '#models/links/link_step'
import { namedWeek } from '#pages/owner/availability/named_week'
import { RULES, rulesOfSettings } from '#scheduling/rules/rules'
import type { Weekday } from '#scheduling/types'
import type { DayRow } from '#validators/availability/week_form'
import { excludedRows } from '#validators/links/excluded_dates'
import type { Form } from '#validators/form'
import { ruleRows } from '#validators/rule_form'

export interface ShownStep {
  step: LinkStep
  /** Null where it is new. */
  link: BookingLink | null
  /** To choose from for a new one. */
  services: Service[]
  templates: BookingTemplate[]
  storedWeek: DayRow[]
  form: Form
  days?: DayRow[]
  copied?: Weekday
  focus?: Weekday | null
}

export const RULES_OF_STEPS: Record<LinkStep, string[]> = {
  basics: [],
  availability: ['bookableFrom', 'bookableUntil'],
  duration: [
    ...['durationMinutes', 'durations', 'slotIntervalMinutes'],
    ...['bufferBeforeMinutes', 'bufferAfterMinutes'],
  ],
  limits: ['minimumNoticeMinutes', 'horizonDays', 'dailyLimit', 'weeklyLimit'],
  template: [],
}

export function linkStepPage(business: Business, i18n: I18n, shown: ShownStep) {
  const { step, link, form, storedWeek, days = storedWeek } = shown
  return {
    ...shown,
    number: numberOf(step),
    of: REVIEW,
    steps: stepLine(step, link === null ? 1 : (link.draftStep ?? REVIEW)),
    isDraft: link === null || link.draftStep !== null,
    hosts: link ? choosable(giversOf(link.service), link.hosts) : [],
    days: namedWeek({ business, i18n }, days, form.newer && storedWeek),
    rows: linkRuleRows(link, business, step),
    excludedRows: excludedRows({ ...form.newer?.stored, ...form.values }),
    business,
    asked: link?.asked ?? [],
    isOwn: link?.questions !== null,
  }
}

/** With what the service and the settings say where the link says nothing. */
export function linkRuleRows(link: BookingLink | null, { settings }: Business, step: LinkStep) {
  const business = rulesOfSettings({ ...settings.$attributes })
  const layers = { business, ...(link && { service: link.service }) }
  const rows = ruleRows('link', link ?? {}, RULES, layers)
  return rows
    .map((row) => row.filter(({ rule }) => RULES_OF_STEPS[step].includes(rule)))
    .filter((row) => row.length > 0)
}
