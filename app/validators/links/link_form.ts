import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type { LinkDetails } from '#actions/links/save_booking_link'
import { ZONE_SIDES } from '#models/links/booking_link'
import type BookingLink from '#models/links/booking_link'
import { typedExcluded } from '#validators/links/excluded_dates'
import { chosenRules, ruleSchema, typedRules } from '#validators/rule_form'
import { calendarDay, count, id, line, notBefore, prose } from '#validators/rules'

const RULE_FIELDS = ruleSchema('link')

export const newLinkValidator = vine.create({ name: line(), service: id() })
export const linkBasicsValidator = vine.create({ name: line() })
export const linkAvailabilityValidator = vine.create({
  hours: vine.enum(['service', 'own'] as const),
  time_zone_of: vine.enum(['inherit', ...ZONE_SIDES] as const).optional(),
  bookable_from: RULE_FIELDS.bookable_from,
  bookable_until: calendarDay()
    .use(notBefore({ field: 'bookable_from' }))
    .optional(),
})
export const linkDurationValidator = vine.create({
  duration_minutes: RULE_FIELDS.duration_minutes,
  durations: RULE_FIELDS.durations,
  slot_interval_minutes: RULE_FIELDS.slot_interval_minutes,
  buffer_before_minutes: RULE_FIELDS.buffer_before_minutes,
  buffer_after_minutes: RULE_FIELDS.buffer_after_minutes,
})
export const linkLimitsValidator = vine.create({
  minimum_notice_minutes: RULE_FIELDS.minimum_notice_minutes,
  horizon_days: RULE_FIELDS.horizon_days,
  daily_limit: RULE_FIELDS.daily_limit,
  weekly_limit: RULE_FIELDS.weekly_limit,
  requires_approval: vine.enum(['inherit', 'yes', 'no'] as const),
})
export const linkTemplateValidator = vine.create({
  /** A template's id, or "service" for what the service has. */
  template: line(20).optional(),
  follow_up: prose(2000).optional(),
  follow_up_delay_hours: count(0, 8760).optional(),
})

const APPROVAL = { inherit: null, yes: true, no: false }

/** All fields of all its steps. */
export function typedLink(link: BookingLink, hostIds: readonly number[]): Record<string, string> {
  const { requiresApproval: approves } = link
  return {
    ...typedRules('link', link),
    name: link.name,
    hours: link.hours ? 'own' : 'service',
    ...typedExcluded(link.excludedDates),
    time_zone_of: link.timeZoneOf ?? 'inherit',
    requires_approval: approves === null ? 'inherit' : approves ? 'yes' : 'no',
    follow_up: link.followUp ?? '',
    follow_up_delay_hours: String(link.followUpDelayHours ?? ''),
    ...Object.fromEntries(hostIds.map((each) => [`host_${each}`, 'on'])),
  }
}

/** All but `hours`, which the week says, and the dates taken out of them. */
export function availabilityOfLink(data: Infer<typeof linkAvailabilityValidator>): LinkDetails {
  const { bookableFrom, bookableUntil } = chosenRules('link', data)
  const { time_zone_of: side } = data
  const timeZoneOf = side === 'inherit' ? null : side
  return { bookableFrom, bookableUntil, ...(timeZoneOf !== undefined && { timeZoneOf }) }
}

export function durationOfLink(data: Infer<typeof linkDurationValidator>): LinkDetails {
  const { durationMinutes, durations, ...rules } = chosenRules('link', data)
  const { slotIntervalMinutes, bufferBeforeMinutes, bufferAfterMinutes } = rules
  return {
    ...{ durationMinutes, slotIntervalMinutes, bufferBeforeMinutes, bufferAfterMinutes },
    durations: durations.filter((length) => length !== durationMinutes),
  }
}

export function limitsOfLink(data: Infer<typeof linkLimitsValidator>): LinkDetails {
  const rules = chosenRules('link', data)
  const { minimumNoticeMinutes, horizonDays, dailyLimit, weeklyLimit } = rules
  return {
    ...{ minimumNoticeMinutes, horizonDays, dailyLimit, weeklyLimit },
    requiresApproval: APPROVAL[data.requires_approval],
  }
}

type Copied = Pick<BookingLink, 'questions' | 'followUp' | 'followUpDelayHours'>

/** A template's words win over those that stand in the form. */
export function templateOfLink(
  data: Infer<typeof linkTemplateValidator>,
  template: Copied | null
): LinkDetails {
  if (data.template === 'service') {
    return { questions: null, followUp: null, followUpDelayHours: null }
  }
  if (template) {
    const { questions, followUp, followUpDelayHours } = template
    return { questions, followUp, followUpDelayHours }
  }
  return {
    followUp: data.follow_up || null,
    followUpDelayHours: data.follow_up_delay_hours ?? null,
  }
}
