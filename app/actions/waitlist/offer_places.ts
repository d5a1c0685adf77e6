import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { lockHosts, releaseExpiredClaims } from '#claims'
import { offerStart } from '#steps'
import { type By, bySystem } from '#models/by'
import type WaitlistEntry from '#models/waitlist/waitlist_entry'
import { wakeDeliveries } from '#outbox'
import { waitedForQuestion, waitedForRange } from '#queries/waitlist/waited_for'
import { loadWaiting, waitingEntries } from '#queries/waitlist/waiting_entries'
import { findSlots } from '#scheduling/slots/slots'
import type { Instant } from '#scheduling/types'
import { databaseNow, retryingTransaction } from '#transactions'

const MOST = 500

/** For time freed by other hours, a longer horizon, more places or a lifted limit. */
export default class OfferPlaces {
  async handle(by = bySystem()): Promise<number> {
    const now = await databaseNow(db.connection())
    await endThoseOver(now)
    const seen = new Set<string>()
    let offers = 0
    for (const entry of await waitingEntries().limit(MOST)) {
      const start = await this.freeStart(entry, now)
      const input = `${entry.serviceId} ${start}`
      if (start === null || seen.has(input)) continue
      seen.add(input)
      offers += await this.offer(entry, start, by)
    }
    return offers
  }

  /** Without any lock, since most find nothing. */
  private async freeStart(entry: WaitlistEntry, now: DateTime): Promise<Instant | null> {
    const waiting = await loadWaiting(entry, now)
    if (!waiting) return null
    const wanted = entry.startsAt?.toMillis() ?? null
    const range = waitedForRange(wanted, waiting.booking, now.toMillis())
    const [slot] = findSlots(await waitedForQuestion(entry, waiting, range, now.toMillis()))
    return slot?.start ?? null
  }

  private async offer(entry: WaitlistEntry, start: Instant, by: By) {
    const owed = await retryingTransaction(async (trx) => {
      await lockHosts(trx, entry.service, null)
      const now = await databaseNow(trx)
      await releaseExpiredClaims(trx, entry.service, now)
      const startsAt = DateTime.fromMillis(start, { zone: 'utc' })
      return offerStart(trx, { serviceId: entry.serviceId, startsAt, now, by })
    })
    await wakeDeliveries(owed ?? [], by.requestId)
    return owed?.length ?? 0
  }
}

/** The wanted time has passed, or the booking may not be moved any more. */
async function endThoseOver(now: DateTime): Promise<void> {
  await db
    .from('waitlist_entries')
    .where('status', 'waiting')
    .where((query) =>
      query
        .where('starts_at', '<=', now.toJSDate())
        .orWhereIn(
          'booking_id',
          db
            .from('bookings')
            .where('starts_at', '<=', now.toJSDate())
            .orWhereNotIn('status', ['pending', 'approved'])
            .select('id')
        )
    )
    .update({ status: 'over', updated_at: now.toJSDate() })
}
