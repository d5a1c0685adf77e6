import db from '@adonisjs/lucid/services/db'
import { changesOf, recordSettingsChange } from '#actions/settings/record_settings_change'
import Host from '#models/host'

export interface HostDetails {
  /** By whose clock the hours are meant; what is booked stays at its moment. */
  timeZone: string
  /** Of all bookings, whatever the service; null is no limit. */
  dailyLimit: number | null
  weeklyLimit: number | null
}

interface Update {
  businessId: number
  hostId: number
  details: HostDetails
  userId: number
  requestId: string | null
}

/** A host's clock, and how many bookings they take in a day and in a week. */
export default class UpdateHost {
  async handle({ businessId, hostId, details, userId, requestId }: Update) {
    await db.transaction(async (trx) => {
      const host = await Host.query({ client: trx })
        .where({ businessId, id: hostId })
        .forUpdate()
        .firstOrFail()
      host.merge(details)
      if (!host.$isDirty) return

      const changes = changesOf(host)
      await host.save()
      await recordSettingsChange(trx, {
        businessId,
        userId,
        action: 'host.updated',
        subjectType: 'host',
        subjectId: hostId,
        changes,
        requestId,
      })
    })
  }
}
