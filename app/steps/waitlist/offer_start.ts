import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { makeOffer } from './make_offer.js'
import type { By } from '#models/by'
import type { OwedMail } from '#outbox'
import { entriesServedBy, loadWaiting } from '#queries/waitlist/waiting_entries'
import { onlyAt } from '#scheduling/time/spans'

/** More than one freed time can serve; the job asks the rest. */
const MOST = 20

interface Freed {
  serviceId: number
  startsAt: DateTime
  now: DateTime
  by: By
}

/** In their order; the hosts are locked. */
export async function offerStart(
  trx: Transaction,
  { serviceId, startsAt, now, by }: Freed
): Promise<OwedMail[]> {
  const entries = await entriesServedBy(trx, serviceId, startsAt)
    .limit(MOST)
    .forUpdate()
    .skipLocked()
  const start = startsAt.toMillis()
  const owed: OwedMail[] = []
  for (const entry of entries) {
    const waiting = await loadWaiting(entry, now)
    if (!waiting) continue
    const range = onlyAt(start)
    const offered = await makeOffer(trx, { entry, waiting, range, now, by })
    if (offered) owed.push(...offered)
  }
  return owed
}
