import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { changeSeats } from '#claims'
import {
  type WantedChange,
  changeBooking,
  fillClient,
  lockBooking,
  moveTexts,
  type LockedBooking,
  offerFreedPlaces,
  switchMessages,
  takeInBooked,
} from '#steps'
import { recordChange } from '#history'
import { messageOf } from '#messages'
import type Booking from '#models/bookings/booking'
import type { CorrectedField } from '#models/bookings/booking_event'
import { owe, oweCalls, type OwedMail, oweReworded } from '#outbox'

export type BookingDetails = Booking['details']

interface Correction extends WantedChange {
  details: BookingDetails
  /** Of `detailsOf` the booking that was read. */
  version: string
  tellsClient: boolean
  /** Whether the client gets messages about it from now on; else as before. */
  getsMessages?: boolean
}

export type BookingCorrected =
  | { outcome: 'corrected'; isTold: boolean }
  | { outcome: 'no_contact' | 'too_few_places' | 'has_no_places' | 'move_waits' | 'not_found' }
  | { outcome: 'stale'; booking: Booking }

const FIELDS = {
  clientName: 'name',
  clientPhone: 'phone',
  notes: 'note',
  answers: 'answers',
  price: 'price',
  seats: 'places',
  placeKey: 'place',
} as const satisfies Record<keyof BookingDetails, CorrectedField>

/** As it should have been written down; its time, host and address have changes of their own. */
export default class CorrectBooking {
  handle(correction: Correction): Promise<BookingCorrected> {
    const { details, version } = correction
    return changeBooking(correction, {
      lock: (trx) => lockBooking(trx, correction),
      settled: ({ booking }) => {
        const { getsMessages = booking.tellsClient } = correction
        const isSwitched = getsMessages !== booking.tellsClient
        if (isSwitched || this.differing(booking, details).length > 0) return null
        return { outcome: 'corrected' as const, isTold: false }
      },
      isStale: ({ booking }) => booking.detailsVersion !== version,
      change: (trx, locked) => this.correct(trx, locked, correction),
    })
  }

  private async correct(trx: Transaction, locked: LockedBooking, correction: Correction) {
    const { booking } = locked
    const { details, by, tellsClient, getsMessages = booking.tellsClient } = correction
    const refusal = await this.refusal(trx, booking, { details, getsMessages })
    if (refusal) return { outcome: refusal }
    const freed = booking.seats - details.seats
    if (freed !== 0 && booking.holdsTime && !(await this.changePlaces(trx, locked, details))) {
      return { outcome: 'too_few_places' as const }
    }
    const corrected = this.differing(booking, details)
    if (getsMessages !== booking.tellsClient) {
      // With the number: whoever is told is reached, and the database holds to that.
      booking.merge({ clientPhone: details.clientPhone })
      await switchMessages(trx, locked, { tellsClient: getsMessages, by })
    }
    if (corrected.length === 0) return { outcome: 'corrected' as const, isTold: false, owed: [] }
    const { price, seats, status } = booking
    const isElsewhere = corrected.includes('place')
    const { calendarSequence } = booking
    if (isElsewhere) booking.merge({ calendarSequence: calendarSequence + 1 })
    await booking.merge(details).save()
    if (corrected.includes('phone')) {
      await fillClient(trx, booking, by)
      await moveTexts(trx, booking)
    }
    const isNamed = booking.clientId === null && corrected.includes('name')
    const named = isNamed ? await takeInBooked(trx, booking, by) : []
    await recordChange(trx, {
      ...{ booking, from: status, to: status, by },
      details: {
        ...{ kind: 'corrected', corrected },
        ...(corrected.includes('price') && { price: { from: price, to: details.price } }),
        ...(corrected.includes('places') && { places: { from: seats, to: details.seats } }),
      },
    })
    const told = await this.tell(trx, locked, { ...correction, corrected })
    if (isElsewhere) {
      const type = 'booking_corrected'
      await oweCalls(trx, { bookingIds: [booking.id], type, tellsClient, by })
    }
    const staff = isElsewhere
      ? await oweReworded(trx, {
          bookingIds: [booking.id],
          changed: ['place'],
          by,
          isForStaff: true,
        })
      : []
    const { serviceId, startsAt } = booking
    const { now } = locked
    const offered =
      freed > 0 && startsAt > now
        ? await offerFreedPlaces(trx, { serviceId, startsAt, now, by })
        : []
    return {
      outcome: 'corrected' as const,
      isTold: told.length > 0,
      owed: [...named, ...told, ...staff, ...offered],
    }
  }

  private async refusal(
    trx: Transaction,
    booking: Booking,
    { details, getsMessages }: { details: BookingDetails; getsMessages: boolean }
  ) {
    const hasNone = booking.clientEmail === null && details.clientPhone === null
    if (hasNone && getsMessages) return 'no_contact' as const
    if (booking.seats === details.seats) return null
    if (!booking.hasPlaces) return 'has_no_places' as const
    const waiting = await trx
      .from('move_requests')
      .where({ booking_id: booking.id, status: 'pending' })
      .first()
    return waiting ? ('move_waits' as const) : null
  }

  private changePlaces(trx: Transaction, { booking, now }: LockedBooking, details: BookingDetails) {
    const { id, sessionId, seats, status, expiresAt } = booking
    return changeSeats(trx, {
      ...{ id, sessionId: Number(sessionId), seats, wanted: details.seats, now },
      expiresAt: status === 'pending' ? expiresAt : null,
    })
  }

  private async tell(
    trx: Transaction,
    { booking, now }: LockedBooking,
    { corrected, tellsClient, by }: Correction & { corrected: CorrectedField[] }
  ): Promise<OwedMail[]> {
    if (!tellsClient || booking.clientEmail === null) return []
    return owe(trx, messageOf('booking_corrected'), {
      businessId: booking.businessId,
      subject: { type: 'booking', id: booking.id },
      occurrence: now.toMillis(),
      data: { status: booking.status, corrected },
      by,
    })
  }

  private differing(booking: Booking, details: BookingDetails): CorrectedField[] {
    const names = Object.keys(FIELDS) as (keyof BookingDetails)[]
    const [before, after] = [booking.details, details].map((each) => ({
      ...each,
      price: Number(each.price),
    }))
    return names
      .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      .map((name) => FIELDS[name])
  }
}
