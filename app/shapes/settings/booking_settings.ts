import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import { appUrl } from '#config/app'
import { pagePath } from '#formats/pages/addresses'
import type BookingSettings from '#models/settings/booking_settings'
import type Business from '#models/settings/business'
import { inUtc, momentShape, truthShape, wholeShape } from '#shapes/schema'

/** What holds for all bookings of a business, until a service says otherwise. */
export const bookingSettingsShape = vine.create({
  requires_approval: truthShape(),
  buffer_time_minutes: wholeShape(),
  booking_expiry_hours: wholeShape(),
  is_active: truthShape(),
  auto_approve_returning_clients: truthShape(),
  accepts_competing_requests: truthShape(),
  max_advance_booking_days: wholeShape(),
  min_advance_booking_hours: wholeShape(),
  reschedule_cutoff_minutes: wholeShape(),
  cancel_cutoff_minutes: wholeShape(),
  max_moves: wholeShape().nullable(),
  reminder_minutes: vine.array(wholeShape()),
  sends_texts: truthShape(),
  text_reminder_minutes: vine.array(wholeShape()),
  created_at: momentShape(),
  updated_at: momentShape(),
})

export function presentSettings(settings: BookingSettings): Infer<typeof bookingSettingsShape> {
  return {
    requires_approval: settings.requiresApproval,
    buffer_time_minutes: settings.bufferTimeMinutes,
    booking_expiry_hours: settings.bookingExpiryHours,
    is_active: settings.isActive,
    auto_approve_returning_clients: settings.autoApproveReturningClients,
    accepts_competing_requests: settings.acceptsCompetingRequests,
    max_advance_booking_days: settings.maxAdvanceBookingDays,
    min_advance_booking_hours: settings.minAdvanceBookingHours,
    reschedule_cutoff_minutes: settings.rescheduleCutoffMinutes,
    cancel_cutoff_minutes: settings.cancelCutoffMinutes,
    max_moves: settings.maxMoves,
    reminder_minutes: [...settings.reminderMinutes],
    sends_texts: settings.sendsTexts,
    text_reminder_minutes: [...settings.textReminderMinutes],
    created_at: inUtc(settings.createdAt),
    updated_at: inUtc(settings.updatedAt),
  }
}

/** Where clients book. */
export const pageLinkShape = vine.create({ url: vine.string(), slug: vine.string() })

export function presentPageLink(business: Business): Infer<typeof pageLinkShape> {
  return { url: `${appUrl}${pagePath(business)}`, slug: business.slug }
}
