import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import { appUrl } from '#config/app'
import { timesPath } from '#formats/pages/addresses'
import { ZONE_SIDES } from '#models/links/booking_link'
import type BookingLink from '#models/links/booking_link'
import type Business from '#models/settings/business'
import { inUtc, momentShape, truthShape, wholeShape } from '#shapes/schema'
import { presentQuestion, questionShape } from '#shapes/services/question'

const wholeOrNull = () => wholeShape().nullable()
const textOrNull = () => vine.string().nullable()

/** A booking link as its business set it up; null where its service says it. */
export const linkRecordShape = vine.create({
  id: wholeShape(),
  name: vine.string(),
  service_id: wholeShape(),
  /** None are all who give the service. */
  host_ids: vine.array(wholeShape()),
  token: vine.string(),
  url: vine.string(),
  is_active: truthShape(),
  is_draft: truthShape(),
  duration_minutes: wholeOrNull(),
  durations: vine.array(wholeShape()),
  slot_interval_minutes: wholeOrNull(),
  buffer_before_minutes: wholeOrNull(),
  buffer_after_minutes: wholeOrNull(),
  minimum_notice_minutes: wholeOrNull(),
  horizon_days: wholeOrNull(),
  bookable_from: textOrNull(),
  bookable_until: textOrNull(),
  /** Nothing can be booked on these, whatever the hours are. */
  excluded_dates: vine.array(
    vine.object({
      first_date: vine.string().meta({ format: 'date' }),
      last_date: vine.string().meta({ format: 'date' }),
    })
  ),
  /** In whose time zone clients read the times; null leaves it to where it takes place. */
  time_zone_of: vine.enum(ZONE_SIDES).nullable(),
  daily_limit: wholeOrNull(),
  weekly_limit: wholeOrNull(),
  hours: vine
    .array(vine.object({ weekday: wholeShape(), start: vine.string(), end: vine.string() }))
    .nullable(),
  requires_approval: vine.boolean({ strict: true }).nullable(),
  questions: vine.array(questionShape()).nullable(),
  follow_up: textOrNull(),
  follow_up_delay_hours: wholeOrNull(),
  created_at: momentShape(),
  updated_at: momentShape(),
})

/** Needs its hosts loaded. */
export function presentLinkRecord(
  link: BookingLink,
  business: Business
): Infer<typeof linkRecordShape> {
  const hours = link.hours?.weeklyHours.map(({ weekday, start, end }) => ({ weekday, start, end }))
  return {
    id: link.id,
    name: link.name,
    service_id: link.serviceId,
    host_ids: link.hosts.map(({ id }) => id).toSorted((one, other) => one - other),
    token: link.token,
    url: `${appUrl}${timesPath(business, { slug: '', link })}`,
    is_active: link.isActive,
    is_draft: link.draftStep !== null,
    duration_minutes: link.durationMinutes,
    durations: [...link.durations],
    slot_interval_minutes: link.slotIntervalMinutes,
    buffer_before_minutes: link.bufferBeforeMinutes,
    buffer_after_minutes: link.bufferAfterMinutes,
    minimum_notice_minutes: link.minimumNoticeMinutes,
    horizon_days: link.horizonDays,
    bookable_from: link.bookableFrom,
    bookable_until: link.bookableUntil,
    excluded_dates: (link.excludedDates ?? []).map(({ firstDate, lastDate }) => ({
      ...{ first_date: firstDate, last_date: lastDate },
    })),
    time_zone_of: link.timeZoneOf,
    daily_limit: link.dailyLimit,
    weekly_limit: link.weeklyLimit,
    hours: hours ?? null,
    requires_approval: link.requiresApproval,
    questions: link.questions && link.questions.map(presentQuestion),
    follow_up: link.followUp,
    follow_up_delay_hours: link.followUpDelayHours,
    created_at: inUtc(link.createdAt),
    updated_at: inUtc(link.updatedAt),
  }
}
