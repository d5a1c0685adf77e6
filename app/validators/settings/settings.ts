import vine from '@vinejs/vine'
import { RULES } from '#scheduling/rules/rules'
import { phraseList } from '#validators/settings/phrase_list'
import { price } from '#validators/services/price'
import { ruleSchema } from '#validators/rule_form'
import {
  calendarDay,
  count,
  currency,
  duration,
  email,
  line,
  localeTag,
  LOCATION_TYPES,
  notBefore,
  prose,
  seen,
  switchedOn,
  wallTime,
  zone,
} from '#validators/rules'
import { slug } from '#validators/slug'
import { readWallTime } from '#validators/availability/wall_time'

/** The last day on offer ends within a day of the horizon: longer notice leaves no time. */
const leavesTimes = vine.createRule((value, _, field) => {
  const notice = Number(field.data.min_advance_booking_hours)
  if (typeof value === 'number' && notice >= (value + 1) * 24) {
    field.report('Nothing could be booked', 'leavesTimes', field)
  }
})

/** Hours that end when they begin would be the whole day, or none of it. */
const differsFromStart = vine.createRule((value, _, field) => {
  const from: unknown = field.data.quiet_from
  if (typeof from === 'string' && readWallTime(from) === value) {
    field.report('They end when they begin', 'quietHours', field)
  }
})

/** The same limits as those of the database. */
export const bookingSettingsValidator = vine.create({
  ...ruleSchema('settings'),
  requires_approval: switchedOn(),
  auto_approve_returning_clients: switchedOn(),
  accepts_competing_requests: switchedOn(),
  booking_expiry_hours: count(1, 720),
  max_advance_booking_days: count(...RULES.horizonDays.bounds).use(leavesTimes()),
  decline_phrases: phraseList().optional(),
  quiet_from: wallTime().optional().requiredIfExists('quiet_until'),
  quiet_until: wallTime().use(differsFromStart()).optional().requiredIfExists('quiet_from'),
})

export const businessValidator = vine.create({
  name: line(),
  slug: slug(),
  description: prose(2000).optional(),
  address: line(500).optional(),
  phone: vine
    .string()
    .trim()
    .use(seen())
    .maxLength(32)
    .regex(/^\+?[\d ()./-]{3,}$/)
    .optional(),
  email: email().optional(),
  time_zone: zone(),
  currency: currency(),
  locale: localeTag(),
  week_starts_on: count(0, 6),
  brand_colour: vine
    .string()
    .trim()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/),
})

export const serviceValidator = vine.create({
  ...ruleSchema('service'),
  name: line(),
  description: prose(2000).optional(),
  duration_minutes: duration(),
  is_planned_only: switchedOn(),
  price: price(),
  host_mode: vine.enum(['any', 'collective'] as const).optional(),
  location_type: vine.enum(LOCATION_TYPES),
  location_details: line(500).optional(),
  instructions: prose(2000).optional(),
  bookable_until: calendarDay()
    .use(notBefore({ field: 'bookable_from' }))
    .optional(),
  requires_approval: vine.enum(['inherit', 'yes', 'no'] as const),
  accepts_competing_requests: vine.enum(['inherit', 'yes', 'no'] as const).optional(),
  reminders: vine.enum(['inherit', 'own'] as const).optional(),
  follow_up: prose(2000).optional(),
  follow_up_delay_hours: count(0, 8760).optional(),
  compacts_day: switchedOn(),
  is_hidden: switchedOn(),
  position: count(0, 10_000).optional(),
})

export const dateOverrideValidator = vine.create({
  date: calendarDay(),
  until: calendarDay().optional(),
  kind: vine.enum(['closed', 'hours'] as const),
  whom: vine.string().maxLength(16),
  reason: line().optional(),
})
