import { closeMoveRequest, lockWaitingMove } from '#diary'
import Booking from '#models/bookings/booking'
import { oweNotifications, wakeDeliveries } from '#outbox'
import { databaseNow, inTransaction } from '#transactions'

/** By the database's clock. The time itself was free already; this records it. */
export default class ExpireMoveRequests {
  async handle(requestId: string | null = null): Promise<number> {
    let expired = 0
    while (await this.expireNext(requestId)) expired++
    return expired
  }

  private async expireNext(requestId: string | null): Promise<boolean> {
    const owed = await inTransaction(async (trx) => {
      const booking = await Booking.query({ client: trx })
        .whereIn(
          'id',
          trx
            .from('move_requests')
            .where('status', 'pending')
            .whereRaw('expires_at <= clock_timestamp()')
            .select('booking_id')
        )
        .orderBy('id')
        .forUpdate()
        .skipLocked()
        .first()
      const move = booking && (await lockWaitingMove(trx, booking))
      if (!move || move.canBeDecided(await databaseNow(trx))) return null

      await closeMoveRequest(trx, { booking, move, to: 'expired', actor: 'system', requestId })
      return oweNotifications(trx, {
        booking,
        type: 'move_expired',
        moveRequestId: move.id,
        audience: 'both',
        requestId,
      })
    })
    if (owed === null) return false
    await wakeDeliveries(owed, requestId)
    return true
  }
}
