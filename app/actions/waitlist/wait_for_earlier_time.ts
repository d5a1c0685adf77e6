import db from '@adonisjs/lucid/services/db'
import type { By } from '#models/by'
import type Booking from '#models/bookings/booking'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import { waitlistJoined } from '#messages'
import { deliverAfter, owe } from '#outbox'
import { waitedForQuestion, waitedForRange } from '#queries/waitlist/waited_for'
import { findSlots } from '#scheduling/slots/slots'
import { brokenConstraint, databaseNow, inTransaction } from '#transactions'

interface Input {
  booking: Booking
  by: By
}

export type EarlierOutcome =
  | { outcome: 'waiting'; entry: WaitlistEntry }
  | { outcome: 'waited_before' | 'on_offer' | 'not_possible' }

export default class WaitForEarlierTime {
  async handle({ booking, by }: Input): Promise<EarlierOutcome> {
    const now = await databaseNow(db.connection())
    if (!booking.canWaitForEarlier(now) || booking.clientEmail === null) {
      return { outcome: 'not_possible' }
    }
    const { business, service, clientEmail } = booking
    const entry = new WaitlistEntry().fill({
      businessId: booking.businessId,
      serviceId: booking.serviceId,
      hostId: null,
      bookingId: booking.id,
      startsAt: null,
      durationMinutes: null,
      seats: 1,
      clientName: booking.clientName,
      clientEmail,
      clientPhone: booking.clientPhone,
      clientTimeZone: booking.clientTimeZone,
      clientLocale: booking.clientLocale,
      status: 'waiting',
      linkVersion: 1,
      requestId: by.requestId,
    })
    const range = waitedForRange(null, booking, now.toMillis())
    const waiting = { business, service, booking }
    const [free] = findSlots(await waitedForQuestion(entry, waiting, range, now.toMillis()))
    if (free) return { outcome: 'on_offer' }

    try {
      return await deliverAfter(by, () =>
        inTransaction(async (trx) => {
          await entry.useTransaction(trx).save()
          const { id, businessId } = entry
          const subject = { type: 'waitlist_entry' as const, id }
          const owed = await owe(trx, waitlistJoined, { businessId, subject, by })
          return { outcome: 'waiting' as const, entry, owed }
        })
      )
    } catch (error) {
      if (brokenConstraint(error) !== 'waitlist_entries_booking_once') throw error
      return { outcome: 'waited_before' }
    }
  }
}
