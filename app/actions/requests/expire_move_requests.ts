import { closeMoveRequest, lockWaitingMove, takeDue } from '#steps'
import Booking from '#models/bookings/booking'
import { bySystem } from '#models/by'
import { oweNotifications } from '#outbox'

/** By the database's clock. The time itself was free already; this records it. */
export default class ExpireMoveRequests {
  handle(by = bySystem()): Promise<number> {
    return takeDue(by, {
      due: (trx) =>
        Booking.query({ client: trx })
          .whereIn(
            'id',
            trx
              .from('move_requests')
              .where('status', 'pending')
              .whereRaw('expires_at <= clock_timestamp()')
              .select('booking_id')
          )
          .orderBy('id'),
      take: async (trx, booking, now) => {
        const move = await lockWaitingMove(trx, booking)
        if (!move || move.canBeDecided(now)) return null
        await closeMoveRequest(trx, { booking, move, to: 'expired', by })
        return oweNotifications(trx, {
          booking,
          type: 'move_expired',
          moveRequestId: move.id,
          by,
        })
      },
    })
  }
}
