import { recordChange } from '#history'
import Booking from '#models/bookings/booking'
import { planFollowUp } from '#outbox'
import { inTransaction } from '#transactions'

/**
 * Confirmed bookings whose end has passed, by the database's clock, are completed, one transaction
 * each. What a person has taken back, the clock does not do again.
 */
export default class CompleteBookings {
  /** @returns how many were completed */
  async handle(requestId: string | null = null): Promise<number> {
    let completed = 0
    while (await this.completeNext(requestId)) completed++
    return completed
  }

  private completeNext(requestId: string | null): Promise<boolean> {
    return inTransaction(async (trx) => {
      const booking = await Booking.query({ client: trx })
        .where('status', 'approved')
        // now() and not clock_timestamp(), which no index can answer; nothing is waited for here.
        .whereRaw('ends_at <= now()')
        .whereDoesntHave('events', (events) => events.whereIn('from_status', MARKED))
        .orderBy('ends_at')
        .forUpdate()
        .skipLocked()
        .first()
      if (!booking) return false

      await booking.merge({ status: 'completed' }).save()
      await recordChange(trx, {
        booking,
        from: 'approved',
        to: 'completed',
        actor: 'system',
        requestId,
      })
      await planFollowUp(trx, booking)
      return true
    })
  }
}

const MARKED = ['completed', 'no_show']
