import db from '@adonisjs/lucid/services/db'
import { bookingHosts } from '#claims'
import Booking from '#models/bookings/booking'
import Membership from '#models/accounts/membership'
import { withLogo } from '#models/pictures/picture'
import { sayAsTold } from '#models/bookings/wording'
import { bookingTold } from '#queries/bookings/booking_told'
import { isLinkTokenFor, readLinkToken } from '#models/links/link_token'

function bookings() {
  return Booking.query()
    .select('bookings.*', bookingHosts())
    .preload('business', (business) => business.preload('settings').select('*', withLogo()))
    .preload('service')
    .preload('host')
}

/** As the pages before it say: a link is for one service, a page may have others. */
const hadChoice = () =>
  db.raw(`(bookings.link_id is null and bookings.one_time_link_id is null and exists (
    select from services as others
     where others.business_id = bookings.business_id and others.id <> bookings.service_id
       and others.is_active and not others.is_hidden)) as had_choice`)

/** With what their clients need, to see and to change them; what they say is still to be said as told. */
export function bookingsOfClients() {
  return bookings().preload('moveRequests', (moves) => moves.where('status', 'pending'))
}

/** The client's booking that a manage link opens, as they were told of it; null when it is no good (any more). */
export async function findBookingByManageToken(token: string): Promise<Booking | null> {
  const named = readLinkToken(token)
  if (!named || named.userId !== null) return null
  const booking = await bookingsOfClients()
    .select(bookingTold(), hadChoice())
    .where('id', named.id)
    .first()
  if (!booking || !isLinkTokenFor(token, 'manage', booking.manageSubject)) return null
  sayAsTold(booking)
  return booking
}

/** One of the bookings of an address; what that address chose at the business is chosen by its link. */
export async function findBookingByPreferencesToken(token: string): Promise<Booking | null> {
  const named = readLinkToken(token)
  if (!named || named.userId !== null) return null
  const booking = await bookings().where('id', named.id).whereNotNull('client_email').first()
  const isTheirs = booking && isLinkTokenFor(token, 'preferences', booking.manageSubject)
  return isTheirs ? booking : null
}

/** All dates that a client booked together, this one among them; none where it was booked alone. */
export async function findDatesWith({
  id,
  businessId,
  seriesId,
  clientEmail,
  clientPhone,
}: Booking): Promise<Booking[]> {
  if (seriesId === null) return []
  const found = await bookings().where({ businessId, seriesId }).orderBy('starts_at').orderBy('id')
  // A date may have been given to somebody else since.
  const dates = found.filter(
    (date) =>
      date.id === id || (date.clientEmail === clientEmail && date.clientPhone === clientPhone)
  )
  if (dates.length < 2) return []
  for (const date of dates) sayAsTold(date)
  return dates
}

/** With the member to whom the link was sent; null when it is wrong or has expired. */
export async function findBookingByDecisionToken(token: string) {
  const named = readLinkToken(token)
  if (!named || named.userId === null) return null
  const booking = await bookings().where('id', named.id).first()
  if (!booking) return null
  if (!isLinkTokenFor(token, 'decide', booking.decisionSubjectFor(named.userId))) return null

  const membership = await Membership.query()
    .where({ businessId: booking.businessId, userId: named.userId })
    .preload('user')
    .first()
  return membership ? { booking, membership, user: membership.user } : null
}
