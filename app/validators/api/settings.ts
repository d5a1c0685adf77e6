import vine from '@vinejs/vine'
import { MOST_REMINDERS, reminderMinutes } from '#validators/api/services'
import { RULES } from '#scheduling/rules/rules'
import { count } from '#validators/rules'

const truth = () => vine.boolean({ strict: true }).optional()

/** What is left out stays as it is. */
export const settingsChangeValidator = vine.create({
  requires_approval: truth(),
  buffer_time_minutes: count(...RULES.bufferAfterMinutes.bounds).optional(),
  booking_expiry_hours: count(1, 720).optional(),
  is_active: truth(),
  auto_approve_returning_clients: truth(),
  accepts_competing_requests: truth(),
  max_advance_booking_days: count(...RULES.horizonDays.bounds).optional(),
  min_advance_booking_hours: count(...RULES.minimumNoticeMinutes.settings.bounds).optional(),
  reschedule_cutoff_minutes: count(...RULES.rescheduleCutoffMinutes.bounds).optional(),
  cancel_cutoff_minutes: count(...RULES.cancelCutoffMinutes.bounds).optional(),
  max_moves: count(...RULES.maxMoves.bounds)
    .nullable()
    .optional(),
  reminder_minutes: reminderMinutes().maxLength(MOST_REMINDERS).optional(),
})
