import { closeMoveRequest, lockBooking, lockWaitingMove } from '#diary'
import type Booking from '#models/bookings/booking'
import { inTransaction } from '#transactions'

interface Withdrawal {
  businessId: number
  bookingId: number
  requestId: string | null
}

export default class WithdrawMove {
  async handle({ businessId, bookingId, requestId }: Withdrawal): Promise<Booking | null> {
    return inTransaction(async (trx) => {
      const locked = await lockBooking(trx, businessId, bookingId)
      if (!locked) return null
      const { booking, now } = locked
      const move = await lockWaitingMove(trx, booking)
      if (move?.canBeDecided(now)) {
        await closeMoveRequest(trx, {
          ...{ booking, move, requestId },
          to: 'withdrawn',
          actor: 'client',
        })
      }
      return booking
    })
  }
}
