import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { takeRoom } from '#claims'
import { recordChange } from '#history'
import type Booking from '#models/bookings/booking'
import type { By } from '#models/by'
import { type OwedMail, oweReworded } from '#outbox'

interface GivingRoom {
  roomId: number
  by: By
  reason: string | null
  tellsClient?: boolean
}

/** At its own time, which the room has free. */
export async function giveRoom(
  trx: Transaction,
  booking: Booking,
  { roomId, by, reason, tellsClient }: GivingRoom
): Promise<OwedMail[]> {
  const { id, status, hostId, calendarSequence } = booking
  const before = await takeRoom(trx, booking, { hostId, roomId })
  const isByRoom = before.includes(hostId)
  await booking
    .merge({
      calendarSequence: calendarSequence + 1,
      ...(isByRoom && { hostId: roomId, hostReason: { code: 'reassigned' } }),
    })
    .save()
  const isUntold = booking.reachedIf(tellsClient) === 'none'
  await recordChange(trx, {
    ...{ booking, from: status, to: status, by, reason },
    details: {
      ...{ kind: 'room_changed', rooms: { from: before, to: [roomId] } },
      ...(isUntold && { isUntold }),
    },
  })
  return oweReworded(trx, { bookingIds: [id], changed: ['room'], tellsClient, by })
}
