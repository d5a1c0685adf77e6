import type { HttpContext } from '@adonisjs/core/http'
import UpdateBookingSettings, { type BookingRules } from '#actions/settings/update_booking_settings'
import { answerOne, staleOne, versionAsked } from '#controllers/api/v1/one'
import { readChange } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import { contentOf, versionOf } from '#models/version'
import { presentPageLink, presentSettings } from '#shapes/settings/booking_settings'
import { settingsChangeValidator } from '#validators/api/settings'

export default class BookingSettingsController {
  show(ctx: HttpContext) {
    return answerOne(ctx, presentSettings(ctx.business.settings))
  }

  async update(ctx: HttpContext) {
    const { business, bouncer, by, i18n } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    const { settings } = business
    const input = await readChange(ctx, settingsChangeValidator, presentSettings(settings))
    const kept = <Value>(wanted: Value | undefined, stored: Value) => wanted ?? stored
    const rules: BookingRules = {
      requiresApproval: kept(input.requires_approval, settings.requiresApproval),
      bufferTimeMinutes: kept(input.buffer_time_minutes, settings.bufferTimeMinutes),
      bookingExpiryHours: kept(input.booking_expiry_hours, settings.bookingExpiryHours),
      isActive: kept(input.is_active, settings.isActive),
      autoApproveReturningClients: kept(
        input.auto_approve_returning_clients,
        settings.autoApproveReturningClients
      ),
      acceptsCompetingRequests: kept(
        input.accepts_competing_requests,
        settings.acceptsCompetingRequests
      ),
      maxAdvanceBookingDays: kept(input.max_advance_booking_days, settings.maxAdvanceBookingDays),
      minAdvanceBookingHours: kept(
        input.min_advance_booking_hours,
        settings.minAdvanceBookingHours
      ),
      rescheduleCutoffMinutes: kept(
        input.reschedule_cutoff_minutes,
        settings.rescheduleCutoffMinutes
      ),
      cancelCutoffMinutes: kept(input.cancel_cutoff_minutes, settings.cancelCutoffMinutes),
      maxMoves: input.max_moves === undefined ? settings.maxMoves : input.max_moves,
      reminderMinutes: kept(input.reminder_minutes, [...settings.reminderMinutes]),
      sendsTexts: kept(input.sends_texts, settings.sendsTexts),
      textReminderMinutes: kept(input.text_reminder_minutes, [...settings.textReminderMinutes]),
      ...{ quietFrom: settings.quietFrom, quietUntil: settings.quietUntil },
      ...{ declinePhrases: settings.declinePhrases, frameSites: settings.frameSites },
      apiSites: settings.apiSites,
    }
    // The last day on offer ends within a day of the horizon: longer notice leaves no time.
    if (rules.minAdvanceBookingHours >= (rules.maxAdvanceBookingDays + 1) * 24) {
      const detail = i18n.t('api.leaves_no_times')
      throw Refusal.ofField('min_advance_booking_hours', 'leaves_no_times', detail)
    }
    const version = versionAsked(ctx, presentSettings(settings), versionOf(contentOf(settings)))
    const saving = { businessId: business.id, by, rules, version }
    const outcome = await new UpdateBookingSettings().handle(saving)
    await settings.refresh()
    const shape = presentSettings(settings)
    if (outcome === 'stale') throw staleOne(ctx, shape)
    return answerOne(ctx, shape)
  }

  link({ business }: HttpContext) {
    return presentPageLink(business)
  }
}
