import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { type WantedChange, changeBooking } from '#steps'
import { hasSeen, recordChange } from '#history'
import Booking from '#models/bookings/booking'
import { markAstray, planReminders, requeueToClients } from '#outbox'
import { databaseNow } from '#transactions'

interface Correction extends WantedChange {
  email: string
}

export interface CorrectOutcome {
  outcome: 'corrected' | 'unchanged' | 'no_address' | 'too_late' | 'not_found' | 'stale'
}

/**
 * Links depend on the address, so those sent to the wrong one open nothing any more. Clients may
 * once, right after booking.
 */
export default class CorrectAddress {
  handle(correction: Correction): Promise<CorrectOutcome> {
    const { email, by } = correction
    const isClient = by.actor === 'client'
    return changeBooking(correction, {
      lock: (trx) => this.lockDates(trx, correction),
      settled: async ({ booking, now }, trx) => {
        if (booking.clientEmail === null) return { outcome: 'no_address' }
        if (booking.clientEmail === email) return { outcome: 'unchanged' }
        if (!isClient) return null
        const isOver = !booking.canCorrectAddress(now)
        const isLate = isOver || (await hasSeen(trx, booking.id, 'address_corrected'))
        return isLate ? { outcome: 'too_late' } : null
      },
      change: async (trx, { booking, dates, now }) => {
        const { clientEmail: former } = booking
        for (const date of dates) {
          if (date.clientEmail !== former) continue
          await this.correct(trx, date, correction)
          // Whoever reads the other address may have chosen other reminders.
          await planReminders(trx, date, now)
        }
        const ids = dates.map(({ id }) => id)
        return { outcome: 'corrected', owed: isClient ? await requeueToClients(trx, ids) : [] }
      },
    })
  }

  /** In the order of their ids, or two corrections at once would wait for each other. */
  private async lockDates(trx: Transaction, { businessId, bookingId: id }: Correction) {
    const found = await Booking.query({ client: trx }).where({ businessId, id }).first()
    if (!found) return null
    const { seriesId } = found
    const dates = await Booking.query({ client: trx })
      .where({ businessId, ...(seriesId === null ? { id } : { seriesId }) })
      .orderBy('id')
      .forUpdate()
    const booking = dates.find((date) => date.id === id)
    return booking ? { booking, dates, now: await databaseNow(trx) } : null
  }

  private async correct(trx: Transaction, booking: Booking, { email, by }: Correction) {
    const { status } = booking
    await booking.merge({ clientEmail: email }).save()
    await markAstray(trx, booking.id)
    const details = { kind: 'address_corrected' } as const
    await recordChange(trx, { booking, from: status, to: status, by, details })
  }
}
