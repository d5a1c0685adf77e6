import { changesOf, contentBefore, recordSettingsChange } from '#history'
import type { By } from '#models/by'
import BookingSettings from '#models/settings/booking_settings'
import { contentOf, isChangedSince } from '#models/version'
import { planComingReminders } from '#outbox'
import type { SettingsRules } from '#scheduling/rules/rules'
import { databaseNow, inTransaction } from '#transactions'

export interface BookingRules extends SettingsRules {
  requiresApproval: boolean
  autoApproveReturningClients: boolean
  acceptsCompetingRequests: boolean
  bookingExpiryHours: number
  quietFrom: string | null
  quietUntil: string | null
  declinePhrases: string[] | null
}

interface Update {
  businessId: number
  by: By
  rules: BookingRules
  version: string | null
}

export default class UpdateBookingSettings {
  handle({ businessId, rules, version, by }: Update): Promise<'saved' | 'stale'> {
    return inTransaction(async (trx) => {
      const settings = await BookingSettings.query({ client: trx })
        .where('business_id', businessId)
        .forUpdate()
        .firstOrFail()
      const isStale = isChangedSince(version, contentOf(settings))
      settings.merge(rules)
      if (isStale && settings.$isDirty) return 'stale'
      const changes = changesOf(settings)
      const before = contentBefore(settings)
      await settings.save()
      if (changes.reminderMinutes) {
        await planComingReminders(trx, { businessId, serviceId: null }, await databaseNow(trx))
      }
      await recordSettingsChange(trx, {
        businessId,
        action: 'booking_settings.updated',
        subjectType: 'booking_settings',
        subjectId: settings.id,
        changes,
        before,
        by,
      })
      return 'saved'
    })
  }
}
