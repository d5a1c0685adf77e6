import { createHash } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import MoveBooking from '#actions/bookings/move_booking'
import PlaceBooking from '#actions/bookings/place_booking'
import type { By } from '#models/by'
import Booking from '#models/bookings/booking'
import type { ClientAnswer } from '#models/services/client_question'
import GroupSession from '#models/sessions/group_session'
import type WaitlistEntry from '#models/waitlist/waitlist_entry'
import WaitlistOffer from '#models/waitlist/waitlist_offer'
import { databaseNow } from '#transactions'

interface Acceptance {
  entry: WaitlistEntry
  answers: ClientAnswer[]
  /** Of a new booking; one that moves stays where it is. */
  placeKey?: number | null
  by: By
}

export type AcceptanceOutcome =
  { outcome: 'booked'; booking: Booking } | { outcome: 'over' | 'refused' | 'busy' }

/** The same actions and rules as for any booking or move. Accepting twice books once. */
export default class AcceptOffer {
  async handle({ entry, answers, placeKey, by }: Acceptance): Promise<AcceptanceOutcome> {
    const offer = await WaitlistOffer.query()
      .where('entryId', entry.id)
      .orderBy('id', 'desc')
      .first()
    if (!offer) return { outcome: 'over' }
    if (offer.bookingId !== null) {
      return { outcome: 'booked', booking: await Booking.findOrFail(offer.bookingId) }
    }
    await entry.load('service')
    if (!offer.isOpenAt(await databaseNow(db.connection()))) return { outcome: 'over' }

    const taken =
      entry.bookingId === null
        ? await this.book(entry, offer, { answers, placeKey, by })
        : await this.move(entry, entry.bookingId, offer, by)
    if (taken.outcome === 'busy') return { outcome: 'busy' }
    return 'booking' in taken && ['booked', 'requested', 'moved'].includes(taken.outcome)
      ? { outcome: 'booked', booking: taken.booking }
      : this.answeredMeanwhile(offer)
  }

  /** Accepted twice at once with other answers, the first one counts; so does a no that was quicker. */
  private async answeredMeanwhile(offer: WaitlistOffer): Promise<AcceptanceOutcome> {
    const { bookingId } = await offer.refresh()
    if (bookingId !== null) {
      return { outcome: 'booked', booking: await Booking.findOrFail(bookingId) }
    }
    const now = await databaseNow(db.connection())
    return { outcome: offer.isOpenAt(now) ? 'refused' : 'over' }
  }

  private async book(entry: WaitlistEntry, offer: WaitlistOffer, input: Omit<Acceptance, 'entry'>) {
    const { businessId, serviceId, durationMinutes, seats } = entry
    return new PlaceBooking().handle({
      ...{ businessId, serviceId, durationMinutes, seats, ...input },
      startsAt: offer.startsAt.toMillis(),
      hostId: hostOf(entry, offer),
      sessionId: await plannedSession(offer),
      offerId: offer.id,
      client: {
        name: entry.clientName,
        email: entry.clientEmail,
        phone: entry.clientPhone,
        notes: null,
        timeZone: entry.clientTimeZone,
        locale: entry.clientLocale,
      },
      // Nobody else can guess this key, and so use it up first.
      idempotencyKey: createHash('sha256').update(`${entry.token} ${offer.id}`).digest('base64url'),
    })
  }

  private move(entry: WaitlistEntry, bookingId: number, offer: WaitlistOffer, by: By) {
    return new MoveBooking().handle({
      businessId: offer.businessId,
      bookingId,
      startsAt: offer.startsAt.toMillis(),
      hostId: hostOf(entry, offer),
      by,
      reason: null,
      offerId: offer.id,
      version: null,
    })
  }
}

function hostOf({ service }: WaitlistEntry, { hostId }: WaitlistOffer): number | null {
  return service.hostMode === 'collective' ? null : hostId
}

/** A session that the offer began ends with the offer, and the booking begins it again. */
async function plannedSession({ sessionId }: WaitlistOffer): Promise<number | null> {
  if (sessionId === null) return null
  const { isPlanned } = await GroupSession.findOrFail(sessionId)
  return isPlanned ? sessionId : null
}
