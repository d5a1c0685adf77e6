import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { wordTerms } from '#controllers/guest/bookings/open_booking'
import { readerLocale } from '#controllers/guest/pages/open_page'
import { Refusal } from '#exceptions/refusal'
import type { Termed } from '#formats/bookings/booking_terms'
import { priceOfPlaces } from '#formats/bookings/money'
import type { ClientQuestion } from '#models/services/client_question'
import type WaitlistEntry from '#models/waitlist/waitlist_entry'
import type { WaitlistStatus } from '#models/waitlist/waitlist_entry'
import type WaitlistOffer from '#models/waitlist/waitlist_offer'
import { findWaitlistEntry, positionOf } from '#queries/waitlist/find_waitlist_entry'
import type { BookingStatus } from '#scheduling/slots/bookings'
import { changePolicy, changeTerms } from '#scheduling/rules/change_policy'
import { emptyForm, type Form } from '#validators/form'

export async function openWaitlist(ctx: HttpContext): Promise<WaitlistEntry> {
  const entry = await findWaitlistEntry(ctx.params.token)
  if (!entry) throw new Refusal(404, 'unknown_waitlist_entry')
  const { business } = entry
  ctx.view.share({ business, locale: readerLocale(ctx, business) })
  return entry
}

/** An offer expires by the clock, even when no job has run yet. */
export function openOffer({ offers }: WaitlistEntry, now: DateTime): WaitlistOffer | null {
  const latest = offers.at(0)
  return latest?.isOpenAt(now) ? latest : null
}

export function questionsOf({ bookingId, service }: WaitlistEntry): ClientQuestion[] {
  return bookingId === null ? service.questions : []
}

type Standing = WaitlistStatus | 'booked_elsewhen' | 'asked' | 'declined' | 'cancelled' | 'finished'

/** By the booking that they took, since that may have changed. */
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

/** Another booking, or another time for the one there is. */
function offeredTerms(entry: WaitlistEntry, offer: WaitlistOffer, now: DateTime): Termed {
  const { business, service, booking, seats } = entry
  const startsAt = offer.startsAt.toMillis()
  if (booking) {
    booking.$setRelated('business', business)
    booking.$setRelated('service', service)
    return booking.toldTerms(now, { startsAt, moved: booking.clientMoves + 1 })
  }
  const policy = changePolicy(service, business.settings)
  return {
    ...{ business, service, places: seats, currency: business.currency },
    price: priceOfPlaces(service, seats, business.currency),
    policy: changeTerms(policy, { startsAt, isWaiting: false, moved: 0 }, now.toMillis()),
    waits: service.needsApproval(business.settings),
    bookedAt: null,
  }
}

interface Shown {
  status?: number
  problem?: 'refused' | 'busy' | 'too_late'
  form?: Form
}

export async function showWaitlist(ctx: HttpContext, shown: Shown = {}) {
  const { status = 200, problem = null, form = emptyForm() } = shown
  const entry = await openWaitlist(ctx)
  const { business, service, booking } = entry
  const now = DateTime.now()
  const offer = openOffer(entry, now)
  const taken = entry.offers.at(0)?.booking ?? null
  const about = offer ?? taken ?? booking ?? entry
  const timeZone = service.locationType === 'in_person' ? business.timeZone : entry.clientTimeZone
  const html = await ctx.view.render('pages/guest/waitlist/waitlist', {
    ...{ entry, service, offer, taken, timeZone, problem, form },
    standing: standingOf(entry, now),
    questions: questionsOf(entry),
    startsAt: about.startsAt,
    terms: offer && wordTerms(ctx, entry, offeredTerms(entry, offer, now), timeZone),
    position: entry.isOpen ? await positionOf(entry) : null,
  })
  return ctx.response.status(status).send(html)
}
