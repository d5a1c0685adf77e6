import vine from '@vinejs/vine'
import { MOST_TOGETHER } from '#formats/bookings/dates_together'
import { PLACE_TYPES } from '#formats/bookings/places'
import { QUESTION_TYPES } from '#models/services/client_question'
import { clock, weeklyRanges } from '#validators/api/availability'
import { hostIds, lengths, MOST_LENGTHS, ownOrNull, truth, within } from '#validators/api/fields'
import { MOST_QUESTIONS } from '#validators/services/question_rows'
import { paging } from '#validators/api/query'
import { calendarDay, colour, count, duration, line, proseOrNull } from '#validators/rules'
import { slug } from '#validators/slug'
import { webAddress } from '#validators/web_address'

export const MOST_REMINDERS = 10

const words = () => proseOrNull(2000).optional()

/** Each so long before the start. */
export const reminderMinutes = () => vine.array(count(5, 20_160)).distinct()

const MOST_OPTIONS = 100
const MOST_STARTS = 50

/** Each keeps its key; a new one has it from its words. */
export const questions = () =>
  vine
    .array(
      vine.object({
        key: vine.string().maxLength(60).optional(),
        type: vine.enum(QUESTION_TYPES),
        label: line(200),
        help: proseOrNull(500).optional(),
        is_required: truth().optional(),
        max_length: count(1, 2000).nullable().optional(),
        options: vine.array(line(200)).maxLength(MOST_OPTIONS).optional(),
      })
    )
    .maxLength(MOST_QUESTIONS)

/** Null leaves it to the settings of the business, or empties it. */
const details = () => ({
  slug: slug().optional(),
  description: words(),
  category: line(100).nullable().optional(),
  color: colour().nullable().optional(),
  durations: lengths().optional(),
  price: vine.string().maxLength(40).optional(),
  length_prices: vine
    .array(vine.object({ duration_minutes: duration(), price: vine.string().maxLength(40) }))
    .maxLength(MOST_LENGTHS)
    .optional(),
  start_times: vine
    .array(vine.object({ start: clock(), end: clock().nullable().optional() }))
    .minLength(1)
    .maxLength(MOST_STARTS)
    .nullable()
    .optional(),
  capacity: within('capacity').optional(),
  host_mode: vine.enum(['any', 'collective'] as const).optional(),
  host_ids: hostIds().minLength(1).optional(),
  location_type: vine.enum(PLACE_TYPES).optional(),
  location_details: line(500).nullable().optional(),
  slot_interval_minutes: ownOrNull('slotIntervalMinutes'),
  minimum_notice_minutes: ownOrNull('minimumNoticeMinutes'),
  horizon_days: ownOrNull('horizonDays'),
  bookable_from: calendarDay().nullable().optional(),
  bookable_until: calendarDay().nullable().optional(),
  daily_limit: ownOrNull('dailyLimit'),
  weekly_limit: ownOrNull('weeklyLimit'),
  buffer_before_minutes: within('bufferBeforeMinutes').optional(),
  buffer_after_minutes: ownOrNull('bufferAfterMinutes'),
  reschedule_cutoff_minutes: ownOrNull('rescheduleCutoffMinutes'),
  cancel_cutoff_minutes: ownOrNull('cancelCutoffMinutes'),
  max_moves: ownOrNull('maxMoves'),
  reminder_minutes: reminderMinutes().maxLength(MOST_REMINDERS).nullable().optional(),
  requires_approval: truth().nullable().optional(),
  accepts_competing_requests: truth().nullable().optional(),
  is_active: truth().optional(),
  is_hidden: truth().optional(),
  is_planned_only: truth().optional(),
  compacts_day: truth().optional(),
  most_dates: count(1, MOST_TOGETHER).optional(),
  instructions: words(),
  cancellation_policy: words(),
  confirmation_message: words(),
  confirmation_url: webAddress().nullable().optional(),
  follow_up: words(),
  follow_up_delay_hours: count(0, 8760).optional(),
})

export const newServiceFields = () => ({
  name: line(),
  duration_minutes: duration(),
  ...details(),
})

export const newServiceValidator = vine.create(newServiceFields())

/** What is left out stays as it is. */
export const serviceChangeValidator = vine.create({
  name: line().optional(),
  duration_minutes: duration().optional(),
  ...details(),
  tells_booked: truth().optional(),
})

export const questionsOrder = vine.create({ questions: questions() })
export const serviceHoursOrder = vine.create({
  ranges: weeklyRanges().minLength(1).nullable(),
  keeps_booked: truth().optional(),
})
export const serviceCopyOrder = vine.create({ name: line() })

export const serviceListQuery = vine.create({
  archived: vine.enum(['false', 'true', 'any'] as const).optional(),
  ...paging(),
})
