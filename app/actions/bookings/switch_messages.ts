import { type WantedChange, changeBooking, lockBooking, switchMessages } from '#steps'
import type Booking from '#models/bookings/booking'

interface Switching extends WantedChange {
  tellsClient: boolean
}

export type MessagesSwitched =
  { outcome: 'switched' | 'no_contact' | 'not_found' } | { outcome: 'stale'; booking: Booking }

/** Whether the client gets messages about a booking from now on. Safe to repeat. */
export default class SwitchMessages {
  handle(switching: Switching): Promise<MessagesSwitched> {
    const { tellsClient } = switching
    return changeBooking(switching, {
      lock: (trx) => lockBooking(trx, switching),
      settled: ({ booking }) => {
        if (booking.tellsClient === tellsClient) return { outcome: 'switched' as const }
        return booking.isReachable ? null : { outcome: 'no_contact' as const }
      },
      change: async (trx, locked) => {
        await switchMessages(trx, locked, switching)
        return { outcome: 'switched' as const, owed: [] }
      },
    })
  }
}
