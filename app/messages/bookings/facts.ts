import { dialled, mapLink } from '#formats/contacts/contacts'
import { spelledOut } from '#formats/contacts/phone_numbers'
import { formatPeople, formatRooms } from '#formats/bookings/hosts'
import { type BookingTerms, bookingTerms } from '#formats/bookings/booking_terms'
import { formatMoney } from '#formats/bookings/money'
import {
  isCall,
  joinLink,
  numberToCall,
  placeInWords,
  placeName,
  placeOnMap,
} from '#formats/bookings/places'
import { unlinked } from '#formats/contacts/unlinked'
import { adminBookingLink, provenManageLink } from '../links.js'
import type { Fact } from '../mail/mail_content.js'
import type { Recipient } from '../mail/recipient.js'
import type { BookingSubject } from './booking_subject.js'
import type Booking from '#models/bookings/booking'
import type Service from '#models/services/service'

/** Every date with the page where it is moved or cancelled, where several were booked together. */
export function dateFacts({ dates = [] }: BookingSubject, to: Recipient): Fact[] {
  return dates.map((booking, index) => ({
    label: to.t('fact.date', { number: String(index + 1) }),
    text: '',
    link: {
      label: to.span(booking),
      href: to.isStaff ? adminBookingLink(booking) : provenManageLink(booking),
    },
    ...(!to.isStaff && { note: termsOf(booking, to).changes[0] }),
  }))
}

/**
 * Where, with whom, what to bring, what it costs, and how to name it. Anybody can ask for a time: the
 * way into the call and what to bring are for those who come.
 */
export function factsForClient({ booking, dates = [] }: BookingSubject, to: Recipient): Fact[] {
  const comes = booking.status === 'approved'
  const terms = comes || booking.status === 'pending' ? termsOfDates(booking, dates, to) : null
  // Every date has limits of its own, which stand beside it.
  const changes = terms && dates.length === 0 ? terms.changes.join('. ') : null
  return [
    ...place(booking, to, comes),
    ...hosts(booking, to),
    ...optional(to.t('fact.instructions'), comes ? booking.service.instructions : null).map(
      (fact) => ({ ...fact, isProse: true })
    ),
    ...optional(to.t('fact.client_note'), terms && booking.clientNote).map((fact) => ({
      ...fact,
      isProse: true,
    })),
    ...(terms
      ? [{ label: to.t('fact.price'), text: terms.total }]
      : [...places(booking, to), price(booking, to)]),
    ...optional(to.i18n.t('terms.changes'), changes),
    ...optional(to.i18n.t('terms.policy'), terms ? booking.policy : null).map((fact) => ({
      ...fact,
      isProse: true,
    })),
    reference(booking, to),
  ]
}

/** Who the client is and what they wrote, and the same about the booking; of several dates what all cost. */
export function factsForStaff(booking: Booking, to: Recipient, dates: Booking[] = []): Fact[] {
  return [
    { label: to.t('fact.client'), text: booking.clientName },
    ...optional(to.t('fact.email'), booking.clientEmail, (email) => `mailto:${email}`),
    ...optional(to.t('fact.phone'), booking.clientPhone, (phone) => {
      return `tel:${dialled(spelledOut(phone, booking.business))}`
    }),
    ...booking.answers.map(({ question, answer }) => ({ label: question, text: answer })),
    ...optional(to.t('fact.notes'), booking.notes),
    ...optional(to.t('fact.private_note'), booking.privateNote),
    ...place(booking, to, true),
    ...hosts(booking, to),
    ...places(booking, to),
    dates.length > 1
      ? { label: to.t('fact.price'), text: termsOfDates(booking, dates, to).total }
      : price(booking, to),
    reference(booking, to),
  ]
}

/** Of several bookings of one session: each client with their booking, and what all share. */
export function factsOfSession(bookings: readonly Booking[], to: Recipient): Fact[] {
  const clients = bookings.map((booking) => ({
    label: to.t('fact.client'),
    text: '',
    link: { label: booking.clientName, href: adminBookingLink(booking) },
  }))
  const [first] = bookings
  return [...clients, ...place(first, to, true), ...hosts(first, to)]
}

/** Where it takes place, without anybody's number: calendar entries are often shared. */
export function sharedPlace(
  { service, business }: Pick<Booking, 'service' | 'business'>,
  to: Recipient
): string | null {
  if (service.locationType === 'client_calls') return callName(service, to)
  const words = placeInWords(service, business.address)
  if (words && joinLink(service)) return to.isOfNewBusiness ? callName(service, to) : words
  if (words) return unlinked(words)
  return isCall(service) ? callName(service, to) : null
}

/** The same without a link: whoever comes finds that beside it. */
export function placeNamed(
  booking: Pick<Booking, 'service' | 'business'>,
  to: Recipient
): string | null {
  return joinLink(booking.service) ? callName(booking.service, to) : sharedPlace(booking, to)
}

/** Of all dates that were booked together. */
export function amountNamed(booking: Booking, dates: Booking[], to: Recipient): string {
  return termsOfDates(booking, dates, to).amount
}

/** Who calls whom, as the recipient sees it. */
function callName({ locationType }: Service, to: Recipient): string {
  if (to.isStaff && (locationType === 'phone' || locationType === 'client_calls')) {
    return to.t(`call.${locationType}`)
  }
  return placeName({ locationType }, (key) => to.i18n.t(key))
}

/** Price and changes as the client's page says them, at this moment. */
function termsOf(booking: Booking, to: Recipient): BookingTerms {
  return bookingTerms(booking.toldTerms(to.now), termWords(to))
}

/** The same of all dates that were booked together. */
function termsOfDates(booking: Booking, dates: Booking[], to: Recipient): BookingTerms {
  const all = dates.length > 0 ? dates : [booking]
  const total = all.reduce((sum, each) => sum + Number(each.price), 0)
  const told = { ...booking.toldTerms(to.now), dates: all.length, price: String(total) }
  return bookingTerms(told, termWords(to))
}

export function termWords({ i18n, timeZone, locale }: Recipient) {
  const t = (key: string, values?: object) => i18n.t(key, { ...values })
  return { t, timeZone, locale }
}

function place(booking: Booking, to: Recipient, mayJoin: boolean): Fact[] {
  const { service, business, clientPhone, linkIsComing } = booking
  const label = to.t('fact.place')
  const words = sharedPlace(booking, to)
  if (!words) return []

  const join = joinLink(service)
  if (join) {
    // What a new business calls its call may be anything: the page says whose link it is.
    const link =
      to.isOfNewBusiness && !to.isStaff
        ? { label: to.t('fact.join_on_page'), href: provenManageLink(booking) }
        : { label: to.t('fact.join'), href: join }
    return [{ label, text: callName(service, to), ...(mayJoin && { link }) }]
  }
  if (service.locationType === 'client_calls' && !to.isStaff) {
    const number = numberToCall(service, business.phone)
    const calls = number && to.i18n.t('guest.bookings.booking.you_call', { phone: number })
    return [{ label, text: calls || words }]
  }
  if (service.locationType === 'phone' && !service.locationDetails && clientPhone) {
    return [{ label, text: callIn(clientPhone, to) }]
  }
  if (linkIsComing) {
    return [{ label, text: to.i18n.t('guest.bookings.booking.link_follows', { call: words }) }]
  }
  const onMap = placeOnMap(service, business.address)
  const link = onMap && { label: to.t('fact.map'), href: mapLink(onMap) }
  return [{ label, text: words, ...(link && { link }) }]
}

function callIn(phone: string, to: Recipient): string {
  if (to.isStaff) return to.t('fact.by_phone', { phone })
  return to.i18n.t('guest.bookings.booking.we_call', { phone })
}

function hosts(booking: Booking, to: Recipient): Fact[] {
  return [
    ...optional(to.t('fact.host'), formatPeople(booking, to.locale)),
    ...optional(to.t('fact.room'), formatRooms(booking, to.locale)),
  ]
}

function places({ seats }: Booking, to: Recipient): Fact[] {
  return optional(to.t('fact.places'), seats > 1 ? String(seats) : null)
}

function price(booking: Booking, to: Recipient): Fact {
  const isFree = Number(booking.price) === 0
  const text = isFree ? to.t('fact.free') : formatMoney(booking.price, booking.currency, to.locale)
  return { label: to.t('fact.price'), text }
}

function reference(booking: Booking, to: Recipient): Fact {
  return { label: to.t('fact.reference'), text: booking.reference, isStrong: true }
}

/** A value and, where it has one, the link that it is itself. */
function optional(label: string, text: string | null, href?: (text: string) => string): Fact[] {
  if (!text) return []
  return [href ? { label, text: '', link: { label: text, href: href(text) } } : { label, text }]
}
