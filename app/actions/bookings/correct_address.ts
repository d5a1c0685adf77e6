import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { hasSeen, recordChange } from '#history'
import Booking from '#models/bookings/booking'
import { type OwedMail, wakeDeliveries } from '#outbox'
import { databaseNow, inTransaction, sql } from '#transactions'

interface Correction {
  businessId: number
  bookingId: number
  email: string
  version?: string | null
  /** Null is the client, who may once, right after booking. */
  userId: number | null
  requestId: string | null
}

export type CorrectOutcome =
  'corrected' | 'unchanged' | 'no_address' | 'too_late' | 'not_found' | 'stale'

/** Links depend on the address, so those sent to the wrong one open nothing any more. */
export default class CorrectAddress {
  async handle(correction: Correction): Promise<CorrectOutcome> {
    const { businessId, bookingId, email, version = null, userId, requestId } = correction
    let owed: OwedMail[] = []
    const outcome = await inTransaction(async (trx): Promise<CorrectOutcome> => {
      const dates = await this.lockDates(trx, businessId, bookingId)
      const wrong = dates.find(({ id }) => id === bookingId)
      if (!wrong) return 'not_found'
      const { clientEmail: former } = wrong
      if (former === null) return 'no_address'
      if (former === email) return 'unchanged'
      const isClient = userId === null
      if (isClient && !(await this.isInTime(trx, wrong))) return 'too_late'
      if (wrong.isChangedSince(version)) return 'stale'
      for (const booking of dates) {
        if (booking.clientEmail === former) await this.correct(trx, booking, correction)
      }
      if (isClient) owed = await this.sendAgain(trx, dates)
      return 'corrected'
    })
    await wakeDeliveries(owed, requestId)
    return outcome
  }

  private async isInTime(trx: Transaction, booking: Booking): Promise<boolean> {
    if (!booking.canCorrectAddress(await databaseNow(trx))) return false
    return !(await hasSeen(trx, booking.id, 'address_corrected'))
  }

  private async sendAgain(trx: Transaction, dates: Booking[]): Promise<OwedMail[]> {
    const rows = await sql<{ id: number; attempts: number }>(
      trx,
      `update notifications
          set status = 'queued', attempts_before = attempts, resends = resends + 1,
              next_attempt_at = clock_timestamp(), last_error = null
        where booking_id = any(cast(:ids as bigint[])) and user_id is null and channel = 'mail'
          and type in ('booking_requested', 'booking_confirmed')
          and status in ('sent', 'failed', 'bounced')
        returning id, attempts`,
      { ids: `{${dates.map(({ id }) => id).join()}}` }
    )
    return rows.map(({ id, attempts }) => ({ notificationId: Number(id), attempt: attempts }))
  }

  /** In the order of their ids, or two corrections at once would wait for each other. */
  private async lockDates(trx: Transaction, businessId: number, bookingId: number) {
    const booking = await Booking.query({ client: trx })
      .where({ businessId, id: bookingId })
      .first()
    if (!booking) return []
    const { seriesId } = booking
    return Booking.query({ client: trx })
      .where({ businessId, ...(seriesId === null ? { id: bookingId } : { seriesId }) })
      .orderBy('id')
      .forUpdate()
  }

  private async correct(trx: Transaction, booking: Booking, correction: Correction) {
    const { email, userId, requestId } = correction
    await booking.merge({ clientEmail: email }).save()
    // What went to the wrong address told its client nothing.
    await trx
      .from('notifications')
      .where({ booking_id: booking.id, channel: 'mail' })
      .whereNull('user_id')
      .update({ data: trx.raw(`data || '{"astray": true}'`) })
    await recordChange(trx, {
      booking,
      from: booking.status,
      to: booking.status,
      actor: userId === null ? 'client' : 'user',
      userId,
      details: { kind: 'address_corrected' },
      requestId,
    })
  }
}
