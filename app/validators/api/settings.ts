import vine from '@vinejs/vine'
import { truth, within } from '#validators/api/fields'
import { MOST_REMINDERS, reminderMinutes } from '#validators/api/services'
import { RULES } from '#scheduling/rules/rules'
import { count } from '#validators/rules'

/** What is left out stays as it is. */
export const settingsChangeValidator = vine.create({
  requires_approval: truth().optional(),
  buffer_time_minutes: within('bufferAfterMinutes').optional(),
  booking_expiry_hours: count(1, 720).optional(),
  is_active: truth().optional(),
  auto_approve_returning_clients: truth().optional(),
  accepts_competing_requests: truth().optional(),
  max_advance_booking_days: within('horizonDays').optional(),
  min_advance_booking_hours: count(...RULES.minimumNoticeMinutes.settings.bounds).optional(),
  reschedule_cutoff_minutes: within('rescheduleCutoffMinutes').optional(),
  cancel_cutoff_minutes: within('cancelCutoffMinutes').optional(),
  max_moves: within('maxMoves').nullable().optional(),
  reminder_minutes: reminderMinutes().maxLength(MOST_REMINDERS).optional(),
  sends_texts: truth().optional(),
  text_reminder_minutes: reminderMinutes().maxLength(MOST_REMINDERS).optional(),
})
