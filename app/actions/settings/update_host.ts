import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { changesOf, recordSettingsChange } from '#history'
import Host from '#models/host'
import { contentOf, isChangedSince } from '#models/version'
import { inTransaction } from '#transactions'

export interface HostDetails {
  name: string
  /** Whether they take bookings; those that they have stay with them. */
  isActive: boolean
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
  /** `versionOf` the host that its form was made from; null saves however they stand. */
  version: string | null
  userId: number
  requestId: string | null
}

/** Who a host is, by which clock they live, and whether and how many bookings they take. */
export default class UpdateHost {
  handle(update: Update): Promise<'saved' | 'stale'> {
    const { businessId, hostId, details, version, userId, requestId } = update
    return inTransaction(async (trx) => {
      const host = await Host.query({ client: trx })
        .where({ businessId, id: hostId })
        .forUpdate()
        .firstOrFail()
      const isStale = isChangedSince(version, contentOf(host))
      host.merge(details)
      if (!host.$isDirty) return 'saved'
      if (isStale) return 'stale'

      const changes = changesOf(host)
      await host.save()
      if (changes.isActive && host.isActive) await takeTurnsAnew(trx, hostId)
      await recordSettingsChange(trx, {
        businessId,
        userId,
        action: 'host.updated',
        subjectType: 'host',
        subjectId: hostId,
        changes,
        requestId,
      })
      return 'saved'
    })
  }
}

/** Who comes back starts even with the others, as one who is new does. */
async function takeTurnsAnew(trx: Transaction, hostId: number): Promise<void> {
  await trx
    .from('service_hosts')
    .where('host_id', hostId)
    .update({ joined_at: trx.raw('clock_timestamp()') })
}
