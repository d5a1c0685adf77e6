import vine from '@vinejs/vine'
import { ZONE_SIDES } from '#models/links/booking_link'
import { MOST_OFFERED_TIMES } from '#models/links/one_time_link'
import { RULES } from '#scheduling/rules/rules'
import { clock, MOST_RANGES, WEEK } from '#validators/api/availability'
import { paging } from '#validators/api/query'
import { MOST_EXCLUDED } from '#validators/links/excluded_dates'
import { moment } from '#validators/pages/public_api'
import { calendarDay, count, duration, email, id, line, notBefore, prose } from '#validators/rules'
import { questions } from '#validators/api/services'

const MOST_LENGTHS = 20
const MOST_HOSTS = 500

const truth = () => vine.boolean({ strict: true })
const ownOrNull = (bounds: readonly [number, number]) =>
  count(...bounds)
    .nullable()
    .optional()

/** Null leaves it to the service. */
const details = () => ({
  host_ids: vine.array(id()).distinct().maxLength(MOST_HOSTS).optional(),
  duration_minutes: duration().nullable().optional(),
  durations: vine.array(duration()).distinct().maxLength(MOST_LENGTHS).optional(),
  slot_interval_minutes: ownOrNull(RULES.slotIntervalMinutes.bounds),
  buffer_before_minutes: ownOrNull(RULES.bufferBeforeMinutes.bounds),
  buffer_after_minutes: ownOrNull(RULES.bufferAfterMinutes.bounds),
  minimum_notice_minutes: ownOrNull(RULES.minimumNoticeMinutes.bounds),
  horizon_days: ownOrNull(RULES.horizonDays.bounds),
  bookable_from: calendarDay().nullable().optional(),
  bookable_until: calendarDay().nullable().optional(),
  excluded_dates: vine
    .array(
      vine.object({
        first_date: calendarDay(),
        last_date: calendarDay().use(notBefore({ field: 'first_date' })),
      })
    )
    .maxLength(MOST_EXCLUDED)
    .optional(),
  time_zone_of: vine.enum(ZONE_SIDES).nullable().optional(),
  daily_limit: ownOrNull(RULES.dailyLimit.bounds),
  weekly_limit: ownOrNull(RULES.weeklyLimit.bounds),
  hours: vine
    .array(vine.object({ weekday: count(0, 6), start: clock(), end: clock() }))
    .minLength(1)
    .maxLength(WEEK * MOST_RANGES)
    .nullable()
    .optional(),
  requires_approval: truth().nullable().optional(),
  questions: questions().nullable().optional(),
  follow_up: prose(2000).nullable().optional(),
  follow_up_delay_hours: count(0, 8760).nullable().optional(),
})

/** On at once, unless it is to be a draft that somebody looks at first. */
export const newLinkOrder = vine.create({
  name: line(),
  service_id: id(),
  is_draft: truth().optional(),
  ...details(),
})

/** What is left out stays as it is. */
export const linkChangeOrder = vine.create({ name: line().optional(), ...details() })

export const linkListQuery = vine.create({ service_id: id().optional(), ...paging() })
export const linkCopyOrder = vine.create({ name: line().optional() })

export const linkNumbersQuery = vine.create({
  from: calendarDay().optional(),
  to: calendarDay().optional(),
})

const oneTime = () => ({
  host_id: id().nullable().optional(),
  recipient_name: line(200).nullable().optional(),
  recipient_email: email().nullable().optional(),
  offered_times: vine
    .array(vine.object({ starts_at: moment(), ends_at: moment() }))
    .minLength(1)
    .maxLength(MOST_OFFERED_TIMES)
    .nullable()
    .optional(),
  holds_times: truth().optional(),
  rearms_on_cancel: truth().optional(),
  expires_at: moment().optional(),
  sends_mail: truth().optional(),
})

/** Over a booking link, or directly over a service. */
export const newOneTimeOrder = vine.create({
  service_id: id().optional().requiredIfMissing('link_id'),
  link_id: id().nullable().optional(),
  ...oneTime(),
})

export const oneTimeListQuery = vine.create({ link_id: id().optional(), ...paging() })
export const oneTimeOfLinkOrder = vine.create(oneTime())

/** Until when it can be used, anew. */
export const oneTimeEndOrder = vine.create({ expires_at: moment().optional() })

const words = () => ({
  questions: questions().optional(),
  follow_up: prose(2000).nullable().optional(),
  follow_up_delay_hours: count(0, 8760).optional(),
})

export const newTemplateOrder = vine.create({ name: line(), ...words() })
export const templateChangeOrder = vine.create({ name: line().optional(), ...words() })
export const templateListQuery = vine.create(paging())
export const templateUseOrder = vine.create({ template_id: id() })
