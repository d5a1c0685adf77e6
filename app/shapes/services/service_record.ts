import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import { plainAmount } from '#formats/bookings/money'
import { PLACE_TYPES, placesToChoose } from '#formats/bookings/places'
import { priceOfLength } from '#formats/bookings/prices'
import type Service from '#models/services/service'
import {
  amountShape,
  inUtc,
  inUtcOrNull,
  momentOrNull,
  momentShape,
  truthShape,
  wholeShape,
} from '#shapes/schema'
import { presentQuestion, questionShape } from '#shapes/services/question'

const wholeOrNull = () => wholeShape().nullable()
const textOrNull = () => vine.string().nullable()
const truthOrNull = () => vine.boolean({ strict: true }).nullable()

const lengthPriceShape = () => vine.object({ duration_minutes: wholeShape(), price: amountShape() })

/** A service as its business set it up; null where the settings of the business hold. */
export const serviceRecordShape = vine.create({
  id: wholeShape(),
  name: vine.string(),
  slug: vine.string(),
  description: textOrNull(),
  category: textOrNull(),
  color: textOrNull(),
  duration_minutes: wholeShape(),
  durations: vine.array(wholeShape()),
  lengths: vine.array(lengthPriceShape()),
  length_prices: vine.array(lengthPriceShape()),
  start_times: vine.array(vine.object({ start: vine.string(), end: textOrNull() })).nullable(),
  price: amountShape(),
  currency: vine.string(),
  capacity: wholeShape(),
  host_mode: vine.enum(['any', 'collective'] as const),
  host_ids: vine.array(wholeShape()),
  location_type: vine.enum(PLACE_TYPES),
  location_details: textOrNull(),
  locations: vine.array(
    vine.object({
      id: wholeShape(),
      location_type: vine.enum(PLACE_TYPES),
      location_details: textOrNull(),
    })
  ),
  slot_interval_minutes: wholeOrNull(),
  minimum_notice_minutes: wholeOrNull(),
  horizon_days: wholeOrNull(),
  bookable_from: textOrNull(),
  bookable_until: textOrNull(),
  daily_limit: wholeOrNull(),
  weekly_limit: wholeOrNull(),
  buffer_before_minutes: wholeShape(),
  buffer_after_minutes: wholeOrNull(),
  reschedule_cutoff_minutes: wholeOrNull(),
  cancel_cutoff_minutes: wholeOrNull(),
  max_moves: wholeOrNull(),
  reminder_minutes: vine.array(wholeShape()).nullable(),
  requires_approval: truthOrNull(),
  accepts_competing_requests: truthOrNull(),
  is_active: truthShape(),
  is_hidden: truthShape(),
  is_planned_only: truthShape(),
  compacts_day: truthShape(),
  most_dates: wholeShape(),
  instructions: textOrNull(),
  cancellation_policy: textOrNull(),
  confirmation_message: textOrNull(),
  confirmation_url: textOrNull(),
  follow_up: textOrNull(),
  follow_up_delay_hours: wholeShape(),
  questions: vine.array(questionShape()),
  archived_at: momentOrNull(),
  created_at: momentShape(),
  updated_at: momentShape(),
})

/** Needs its hosts loaded. */
export function presentServiceRecord(
  service: Service,
  currency: string
): Infer<typeof serviceRecordShape> {
  const lengths = [...new Set([service.durationMinutes, ...service.durations])]
  return {
    id: service.id,
    name: service.name,
    slug: service.slug,
    description: service.description,
    category: service.category,
    color: service.colour,
    duration_minutes: service.durationMinutes,
    durations: [...service.durations],
    lengths: lengths.map((minutes) => ({
      duration_minutes: minutes,
      price: plainAmount(priceOfLength(service, minutes), currency),
    })),
    length_prices: Object.entries(service.lengthPrices).map(([minutes, price]) => ({
      duration_minutes: Number(minutes),
      price: plainAmount(price, currency),
    })),
    start_times: service.startTimes?.map(({ start, end }) => ({ start, end: end ?? null })) ?? null,
    price: plainAmount(service.price, currency),
    currency,
    capacity: service.capacity,
    host_mode: service.hostMode,
    host_ids: service.hosts.map(({ id }) => id).toSorted((one, other) => one - other),
    location_type: service.locationType,
    location_details: service.locationDetails,
    locations: placesToChoose(service).map((place) => ({
      id: place.key,
      location_type: place.locationType,
      location_details: place.locationDetails,
    })),
    slot_interval_minutes: service.slotIntervalMinutes,
    minimum_notice_minutes: service.minimumNoticeMinutes,
    horizon_days: service.horizonDays,
    bookable_from: service.bookableFrom,
    bookable_until: service.bookableUntil,
    daily_limit: service.dailyLimit,
    weekly_limit: service.weeklyLimit,
    buffer_before_minutes: service.bufferBeforeMinutes,
    buffer_after_minutes: service.bufferAfterMinutes,
    reschedule_cutoff_minutes: service.rescheduleCutoffMinutes,
    cancel_cutoff_minutes: service.cancelCutoffMinutes,
    max_moves: service.maxMoves,
    reminder_minutes: service.reminderMinutes && [...service.reminderMinutes],
    requires_approval: service.requiresApproval,
    accepts_competing_requests: service.acceptsCompetingRequests,
    is_active: service.isActive,
    is_hidden: service.isHidden,
    is_planned_only: service.isPlannedOnly,
    compacts_day: service.compactsDay,
    most_dates: service.mostDates,
    instructions: service.instructions,
    cancellation_policy: service.policy,
    confirmation_message: service.confirmationMessage,
    confirmation_url: service.confirmationUrl,
    follow_up: service.followUp,
    follow_up_delay_hours: service.followUpDelayHours,
    questions: service.questions.map(presentQuestion),
    archived_at: inUtcOrNull(service.archivedAt),
    created_at: inUtc(service.createdAt),
    updated_at: inUtc(service.updatedAt),
  }
}
