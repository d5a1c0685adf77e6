import { changeSettings } from '#steps'
import { changesOf, contentBefore } from '#history'
import type { By } from '#models/by'
import BookingSettings from '#models/settings/booking_settings'
import { contentOf } from '#models/version'
import { planComingReminders } from '#outbox'
import type { SettingsRules } from '#scheduling/rules/rules'
import { databaseNow, inTransaction, lockRowOrFail } from '#transactions'

export interface BookingRules extends SettingsRules {
  requiresApproval: boolean
  autoApproveReturningClients: boolean
  acceptsCompetingRequests: boolean
  bookingExpiryHours: number
  sendsTexts: boolean
  textReminderMinutes: number[]
  quietFrom: string | null
  quietUntil: string | null
  declinePhrases: string[] | null
  frameSites: string[]
  apiSites: string[]
}

interface Update {
  businessId: number
  by: By
  rules: BookingRules
  version: string | null
}

export default class UpdateBookingSettings {
  handle(update: Update): Promise<'saved' | 'stale'> {
    const { businessId, rules } = update
    return inTransaction(async (trx) => {
      const settings = await lockRowOrFail(trx, BookingSettings, { businessId })
      return changeSettings(trx, update, {
        row: settings,
        shown: [contentOf(settings)],
        change: () => changesOf(settings.merge(rules)),
        write: async ({ reminderMinutes, sendsTexts, textReminderMinutes }) => {
          await settings.save()
          if (!reminderMinutes && !sendsTexts && !textReminderMinutes) return
          await planComingReminders(trx, { businessId, serviceId: null }, await databaseNow(trx))
        },
        action: 'booking_settings.updated',
        subjectType: 'booking_settings',
        before: contentBefore(settings),
      })
    })
  }
}
