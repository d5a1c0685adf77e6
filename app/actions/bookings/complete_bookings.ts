import { recordChange } from '#history'
import Booking from '#models/bookings/booking'
import { planFollowUp } from '#outbox'
import { inTransaction } from '#transactions'

/** One transaction each. Where a person took the mark back, it is not set again. */
export default class CompleteBookings {
  async handle(requestId: string | null = null): Promise<number> {
    let completed = 0
    while (await this.completeNext(requestId)) completed++
    return completed
  }

  private completeNext(requestId: string | null): Promise<boolean> {
    return inTransaction(async (trx) => {
      const booking = await Booking.query({ client: trx })
        .where('status', 'approved')
        // now() and not clock_timestamp(), for which no index can be used; nothing is waited for
        // here.
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
