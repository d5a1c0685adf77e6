import db from '@adonisjs/lucid/services/db'
import { changesOf, recordSettingsChange } from '#actions/settings/record_settings_change'
import Host from '#models/host'

/** Of all bookings of a host, whatever the service; null is no limit. */
export interface HostLimits {
  dailyLimit: number | null
  weeklyLimit: number | null
}

interface Wish {
  businessId: number
  hostId: number
  limits: HostLimits
  userId: number
  requestId: string | null
}

/** How many bookings a host takes in a day and in a week. */
export default class SetHostLimits {
  async handle({ businessId, hostId, limits, userId, requestId }: Wish) {
    await db.transaction(async (trx) => {
      const host = await Host.query({ client: trx })
        .where({ businessId, id: hostId })
        .forUpdate()
        .firstOrFail()
      host.merge(limits)
      if (!host.$isDirty) return

      const changes = changesOf(host)
      await host.save()
      await recordSettingsChange(trx, {
        businessId,
        userId,
        action: 'host_limits.updated',
        subjectType: 'host',
        subjectId: hostId,
        changes,
        requestId,
      })
    })
  }
}
