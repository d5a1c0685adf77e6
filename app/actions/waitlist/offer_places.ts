import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { lockHosts, releaseExpiredClaims } from '#claims'
import { callOffWaiting, offerStart } from '#steps'
import { type By, bySystem } from '#models/by'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import { deliverAfter, wakeDeliveries } from '#outbox'
import { waitedForQuestion, waitedForRange } from '#queries/waitlist/waited_for'
import { loadWaiting, waitingEntries } from '#queries/waitlist/waiting_entries'
import { findSlots } from '#scheduling/slots/slots'
import { isGivenNoMore } from '#scheduling/reasons/waiting'
import type { Instant } from '#scheduling/types'
import { databaseNow, inTransaction, lockRowOrFail, retryingTransaction } from '#transactions'

const MOST = 500

/** Hours that were removed by a slip are given back within that time. */
const GONE_FOR_GOOD = { minutes: 10 }

/** For time freed by other hours, a longer horizon, more places or a lifted limit. */
export default class OfferPlaces {
  async handle(by = bySystem()): Promise<number> {
    const now = await databaseNow(db.connection())
    await endThoseOver(now)
    const seen = new Set<string>()
    let offers = 0
    for (const entry of await waitingEntries().limit(MOST)) {
      const { start, isGone } = await this.lookAt(entry, now)
      await this.settle(entry, isGone, now, by)
      const input = `${entry.serviceId} ${start}`
      if (start === null || seen.has(input)) continue
      seen.add(input)
      offers += await this.offer(entry, start, by)
    }
    return offers
  }

  /** Without any lock, since most find nothing. */
  private async lookAt(
    entry: WaitlistEntry,
    now: DateTime
  ): Promise<{ start: Instant | null; isGone: boolean }> {
    const waiting = await loadWaiting(entry, now)
    if (!waiting) return { start: null, isGone: false }
    const wanted = entry.startsAt?.toMillis() ?? null
    const range = waitedForRange(wanted, waiting.booking, now.toMillis())
    const question = await waitedForQuestion(entry, waiting, range, now.toMillis())
    const start = findSlots(question).at(0)?.start ?? null
    const isGone = start === null && wanted !== null && isGivenNoMore(question, wanted)
    return { start, isGone }
  }

  /** Nobody waits for long for what is given no more. */
  private async settle(entry: WaitlistEntry, isGone: boolean, now: DateTime, by: By) {
    if (!isGone) {
      if (entry.goneSince) await entry.merge({ goneSince: null }).save()
    } else if (!entry.goneSince) {
      await entry.merge({ goneSince: now }).save()
    } else if (entry.goneSince.plus(GONE_FOR_GOOD) <= now) {
      await deliverAfter(by, () => this.callOff(entry.id, now, by))
    }
  }

  private callOff(id: number, now: DateTime, by: By) {
    return inTransaction(async (trx) => {
      const entry = await lockRowOrFail(trx, WaitlistEntry, { id })
      const entries = entry.status === 'waiting' ? [entry] : []
      return { owed: await callOffWaiting(trx, { entries, now, by }) }
    })
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
