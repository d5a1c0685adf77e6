import type { DateTime } from 'luxon'
import { bookingTerms, type Termed } from '#formats/bookings/booking_terms'
import { priceOfPlaces } from '#formats/bookings/money'
import { isOnSite } from '#formats/bookings/places'
import { priceOfLength } from '#formats/bookings/prices'
import type { ClientQuestion } from '#models/services/client_question'
import type WaitlistEntry from '#models/waitlist/waitlist_entry'
import type { WaitlistStatus } from '#models/waitlist/waitlist_entry'
import type WaitlistOffer from '#models/waitlist/waitlist_offer'
import { placeChoices } from '#pages/guest/bookings/place_choices'
import type { PageReader } from '#pages/reader'
import { mailsWait } from '#queries/notifications/waits_for_proof'
import { positionOf } from '#queries/waitlist/find_waitlist_entry'
import type { BookingStatus } from '#scheduling/slots/bookings'
import { changePolicy, changeTerms } from '#scheduling/rules/change_policy'
import { emptyForm, type Form } from '#validators/form'

export interface ShownWaitlist {
  problem?: 'refused' | 'busy' | 'too_late' | null
  form?: Form
}

/** The page of one who waits, as things stand now. */
export async function waitlistPage(
  entry: WaitlistEntry,
  { problem = null, form = emptyForm() }: ShownWaitlist,
  reader: PageReader,
  now: DateTime
) {
  const { business, service, booking } = entry
  const offer = openOffer(entry, now)
  const taken = entry.offers.at(0)?.booking ?? null
  const about = offer ?? taken ?? booking ?? entry
  const timeZone = isOnSite(service) ? business.timeZone : entry.clientTimeZone
  return {
    entry,
    service,
    offer,
    taken,
    timeZone,
    problem,
    form,
    standing: standingOf(entry, now),
    mailsWait: mailsWait(entry.isOwnerProven),
    questions: questionsOf(entry),
    placeChoices: entry.bookingId === null ? placeChoices(service, business.address, reader.t) : [],
    startsAt: about.startsAt,
    terms: offer && bookingTerms(offeredTerms(entry, offer, now), { ...reader, timeZone }),
    position: entry.isOpen ? await positionOf(entry) : null,
  }
}

/** What is held for them now; an offer runs out by the clock, even when no job has run yet. */
export function openOffer({ offers }: WaitlistEntry, now: DateTime): WaitlistOffer | null {
  const latest = offers.at(0)
  return latest?.isOpenAt(now) ? latest : null
}

/** What they are asked when they take it: whoever only moves a booking has answered before. */
export function questionsOf({ bookingId, service }: WaitlistEntry): ClientQuestion[] {
  return bookingId === null ? service.questions : []
}

type Standing = WaitlistStatus | 'booked_elsewhen' | 'asked' | 'declined' | 'cancelled' | 'finished'

/** What became of the booking that they took: it is read, for it may have changed since. */
const OF_BOOKING: Record<BookingStatus, Standing> = {
  pending: 'asked',
  approved: 'booked',
  rejected: 'declined',
  expired: 'declined',
  cancelled: 'cancelled',
  completed: 'finished',
  no_show: 'finished',
}

function standingOf(entry: WaitlistEntry, now: DateTime): Standing {
  if (entry.status === 'offered') return openOffer(entry, now) ? 'offered' : 'passed'
  const latest = entry.offers.at(0)
  if (entry.status !== 'booked' || !latest?.booking) return entry.status

  const { booking } = latest
  const standing = OF_BOOKING[booking.statusAt(now)]
  if (standing !== 'booked') return standing
  if (booking.endsAt <= now) return 'finished'
  return +booking.startsAt === +latest.startsAt ? 'booked' : 'booked_elsewhen'
}

/** What taking the offer means: another booking, or another time for the one there is. */
function offeredTerms(entry: WaitlistEntry, offer: WaitlistOffer, now: DateTime): Termed {
  const { business, service, booking, seats } = entry
  const startsAt = offer.startsAt.toMillis()
  if (booking) {
    booking.$setRelated('business', business)
    booking.$setRelated('service', service)
    return booking.toldTerms(now, { startsAt, moved: booking.clientMoves + 1 })
  }
  const policy = changePolicy(service, business.settings)
  const minutes = offer.endsAt.diff(offer.startsAt, 'minutes').minutes
  const price = priceOfLength(service, minutes)
  return {
    ...{ business, service, places: seats, currency: business.currency },
    price: priceOfPlaces(price, seats, business.currency),
    policy: changeTerms(policy, { startsAt, isWaiting: false, moved: 0 }, now.toMillis()),
    waits: service.needsApproval(business.settings),
    bookedAt: null,
  }
}
