import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { recordChange } from '#actions/bookings/record_change'
import { inTransaction } from '#actions/transaction'
import Booking from '#models/booking'

interface Correction {
  businessId: number
  bookingId: number
  email: string
  userId: number
  requestId: string | null
}

export type CorrectOutcome = 'corrected' | 'unchanged' | 'no_address' | 'not_found'

/**
 * Puts right the address to which a client's mails go, on all dates that were booked together under
 * it. Links are made for an address, so those that went to the wrong one open nothing any more.
 * Nothing is sent: what did not arrive is sent again by hand.
 */
export default class CorrectAddress {
  handle(correction: Correction): Promise<CorrectOutcome> {
    const { businessId, bookingId, email } = correction
    return inTransaction(async (trx) => {
      const dates = await this.lockDates(trx, businessId, bookingId)
      const wrong = dates.find(({ id }) => id === bookingId)
      if (!wrong) return 'not_found'
      const { clientEmail: former } = wrong
      if (former === null) return 'no_address'
      if (former === email) return 'unchanged'
      for (const booking of dates) {
        if (booking.clientEmail === former) await this.correct(trx, booking, correction)
      }
      return 'corrected'
    })
  }

  /** In the order of their ids, as two who correct at once must meet. */
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
      actor: 'user',
      userId,
      details: { kind: 'address_corrected' },
      requestId,
    })
  }
}
