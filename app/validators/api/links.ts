import vine from '@vinejs/vine'
import { ZONE_SIDES } from '#models/links/booking_link'
import { MOST_OFFERED_TIMES } from '#models/links/one_time_link'
import { weeklyRanges } from '#validators/api/availability'
import { hostIds, lengths, ownOrNull, truth } from '#validators/api/fields'
import { paging } from '#validators/api/query'
import { MOST_EXCLUDED } from '#validators/links/excluded_dates'
import { anyMoment, moment } from '#validators/pages/public_api'
import {
  calendarDay,
  count,
  duration,
  email,
  id,
  line,
  notBefore,
  proseOrNull,
} from '#validators/rules'
import { questions } from '#validators/api/services'

/** Null leaves it to the service. */
const details = () => ({
  host_ids: hostIds().optional(),
  duration_minutes: duration().nullable().optional(),
  durations: lengths().optional(),
  slot_interval_minutes: ownOrNull('slotIntervalMinutes'),
  buffer_before_minutes: ownOrNull('bufferBeforeMinutes'),
  buffer_after_minutes: ownOrNull('bufferAfterMinutes'),
  minimum_notice_minutes: ownOrNull('minimumNoticeMinutes'),
  horizon_days: ownOrNull('horizonDays'),
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
  daily_limit: ownOrNull('dailyLimit'),
  weekly_limit: ownOrNull('weeklyLimit'),
  hours: weeklyRanges().minLength(1).nullable().optional(),
  requires_approval: truth().nullable().optional(),
  questions: questions().nullable().optional(),
  follow_up: proseOrNull(2000).optional(),
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
  expires_at: anyMoment().optional(),
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
export const oneTimeEndOrder = vine.create({ expires_at: anyMoment().optional() })

const words = () => ({
  questions: questions().optional(),
  follow_up: proseOrNull(2000).optional(),
  follow_up_delay_hours: count(0, 8760).optional(),
})

export const newTemplateOrder = vine.create({ name: line(), ...words() })
export const templateChangeOrder = vine.create({ name: line().optional(), ...words() })
export const templateListQuery = vine.create(paging())
export const templateUseOrder = vine.create({ template_id: id() })
