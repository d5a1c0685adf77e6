import { releaseClaims } from '#claims'
import { offerFreedPlaces, rearmAfterBooking } from '#diary'
import { recordChange } from '#history'
import Booking from '#models/bookings/booking'
import { oweNotifications, wakeDeliveries } from '#outbox'
import { databaseNow, inTransaction } from '#transactions'

/** One transaction each, so that one broken row stops no other. */
export default class ExpireRequests {
  async handle(requestId: string | null = null): Promise<number> {
    let expired = 0
    while (await this.expireNext(requestId)) expired++
    return expired
  }

  private async expireNext(requestId: string | null): Promise<boolean> {
    const owed = await inTransaction(async (trx) => {
      const booking = await Booking.query({ client: trx })
        .where('status', 'pending')
        .whereRaw('expires_at <= clock_timestamp()')
        .orderBy('expires_at')
        .forUpdate()
        .skipLocked()
        .first()
      if (!booking) return null

      await booking.merge({ status: 'expired' }).save()
      await releaseClaims(trx, booking)
      await rearmAfterBooking(trx, booking)
      await recordChange(trx, {
        booking,
        from: 'pending',
        to: 'expired',
        actor: 'system',
        requestId,
      })
      const told = await oweNotifications(trx, {
        booking,
        type: 'booking_expired',
        audience: 'both',
        requestId,
      })
      const { serviceId, startsAt } = booking
      const freed = { serviceId, startsAt, now: await databaseNow(trx), requestId }
      return [...told, ...(await offerFreedPlaces(trx, freed))]
    })
    if (owed === null) return false
    await wakeDeliveries(owed, requestId)
    return true
  }
}
