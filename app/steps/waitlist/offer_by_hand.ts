import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { makeOffer } from './make_offer.js'
import type { By } from '#models/by'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import type { OwedMail } from '#outbox'
import { loadWaiting } from '#queries/waitlist/waiting_entries'
import { onlyAt } from '#scheduling/time/spans'
import { lockRowOrFail } from '#transactions'

interface Chosen {
  entry: WaitlistEntry
  now: DateTime
  by: By
}

/** To somebody who was chosen, at the time they wait for; the hosts are locked. */
export async function offerByHand(
  trx: Transaction,
  { entry, now, by }: Chosen
): Promise<OwedMail[] | 'not_waiting' | 'none_free'> {
  await lockRowOrFail(trx, WaitlistEntry, { id: entry.id })
  await entry.refresh()
  const waiting = await loadWaiting(entry, now)
  const { startsAt, status } = entry
  if (!['waiting', 'passed'].includes(status) || !waiting || !startsAt) return 'not_waiting'
  const range = onlyAt(startsAt.toMillis())
  const owed = await makeOffer(trx, { entry, waiting, range, now, by, isByHand: true })
  return owed ?? 'none_free'
}
