import vine from '@vinejs/vine'
import { RULES } from '#scheduling/rules/rules'
import { phraseList } from '#validators/settings/phrase_list'
import { siteList } from '#validators/settings/site_list'
import { ruleSchema } from '#validators/rule_form'
import {
  colour,
  count,
  currency,
  email,
  line,
  localeTag,
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
  frame_sites: siteList().optional(),
  api_sites: siteList().optional(),
  sends_texts: switchedOn(),
  quiet_from: wallTime().optional().requiredIfExists('quiet_until'),
  quiet_until: wallTime().use(differsFromStart()).optional().requiredIfExists('quiet_from'),
})

export const businessPhone = () =>
  vine
    .string()
    .trim()
    .use(seen())
    .maxLength(32)
    .regex(/^\+?[\d ()./-]{3,}$/)

export const businessValidator = vine.create({
  name: line(),
  slug: slug(),
  description: prose(2000).optional(),
  address: line(500).optional(),
  phone: businessPhone().optional(),
  email: email().optional(),
  opening_times: prose(500).optional(),
  policy: prose(2000).optional(),
  time_zone: zone(),
  currency: currency(),
  locale: localeTag(),
  week_starts_on: count(0, 6),
  brand_colour: colour(),
})

/** Of an earlier address of the page. */
export const retiredSlugValidator = vine.create({ slug: line(100) })
