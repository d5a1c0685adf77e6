import { endBooking, takeDue } from '#steps'
import Booking from '#models/bookings/booking'
import { bySystem } from '#models/by'

export default class ExpireRequests {
  handle(by = bySystem()): Promise<number> {
    return takeDue(by, {
      due: (trx) =>
        Booking.query({ client: trx })
          .where('status', 'pending')
          .whereRaw('expires_at <= clock_timestamp()')
          .orderBy('expires_at'),
      take: (trx, booking, now) => endBooking(trx, booking, { to: 'expired', by, now }),
    })
  }
}
