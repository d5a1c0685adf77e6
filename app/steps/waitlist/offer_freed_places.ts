import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { offerStart } from './offer_start.js'
import { releaseExpiredClaims, tryLockHosts } from '#claims'
import Service from '#models/services/service'
import type { By } from '#models/by'
import type { OwedMail } from '#outbox'
import { entriesServedBy } from '#queries/waitlist/waiting_entries'

interface Freed {
  serviceId: number
  startsAt: DateTime
  now: DateTime
  by: By
}

/**
 * In the same transaction, before anybody can see the time free. It waits for no host, since it
 * holds rows that others may wait for: where a host is locked, the job makes the offer.
 */
export async function offerFreedPlaces(trx: Transaction, freed: Freed): Promise<OwedMail[]> {
  const { serviceId, startsAt } = freed
  if (!(await entriesServedBy(trx, serviceId, startsAt).first())) return []
  const service = await Service.findOrFail(serviceId, { client: trx })
  if (!(await tryLockHosts(trx, service))) return []
  await releaseExpiredClaims(trx, service, freed.now)
  return offerStart(trx, freed)
}
