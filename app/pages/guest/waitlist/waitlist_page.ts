import type { DateTime } from 'luxon'
import { bookingTerms } from '#formats/bookings/booking_terms'
import { isOnSite } from '#formats/bookings/places'
import type { ClientQuestion } from '#models/services/client_question'
import type WaitlistEntry from '#models/waitlist/waitlist_entry'
import type { WaitlistStatus } from '#models/waitlist/waitlist_entry'
import type WaitlistOffer from '#models/waitlist/waitlist_offer'
import { wayOfOffer } from '#models/waitlist/way_of_offer'
import { placeChoices } from '#pages/guest/bookings/place_choices'
import type { PageReader } from '#pages/reader'
import { mailsWait } from '#queries/notifications/waits_for_proof'
import { positionOf } from '#queries/waitlist/find_waitlist_entry'
import { termsOfWaiting } from '#queries/waitlist/terms_of_waiting'
import { isChosenByHand } from '#queries/waitlist/waiting_entries'
import { whyCalledOff } from '#queries/waitlist/why_called_off'
import type { BookingStatus } from '#scheduling/slots/bookings'
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
  const time = offer ?? waitedTime(entry)
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
    terms: time && bookingTerms(termsOfWaiting(entry, time, now), { ...reader, timeZone }),
    host: offer?.host ?? entry.host,
    endsAt: time?.endsAt,
    position: entry.isOpen ? await positionOf(entry) : null,
    wayOfOffer: wayOfOffer(await isChosenByHand(entry), service.isShared),
    calledOff: entry.status === 'called_off' ? await whyCalledOff(entry) : null,
  }
}

/** None of one who waits for any earlier time. */
function waitedTime({ startsAt, durationMinutes, service }: WaitlistEntry) {
  const minutes = durationMinutes ?? service.durationMinutes
  return startsAt && { startsAt, endsAt: startsAt.plus({ minutes }) }
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
