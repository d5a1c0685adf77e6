import { dialled, mapLink } from '#formats/contacts/contacts'
import { formatHosts } from '#formats/bookings/hosts'
import { formatMoney } from '#formats/bookings/money'
import { joinLink, placeInWords } from '#formats/bookings/places'
import { unlinked } from '#formats/contacts/unlinked'
import type { Fact } from '#mails/letter'
import { adminBookingLink, provenManageLink } from '#mails/links'
import type { Occasion } from '#mails/occasion'
import type { Reader } from '#mails/reader'
import type Booking from '#models/bookings/booking'

export function dateFacts({ dates = [], staff }: Occasion, reader: Reader): Fact[] {
  return dates.map((booking, index) => ({
    label: reader.t('fact.date', { number: String(index + 1) }),
    text: staff ? '' : reader.terms(booking).changes[0],
    link: {
      label: reader.span(booking),
      href: staff ? adminBookingLink(booking) : provenManageLink(booking),
    },
  }))
}

/**
 * Anybody can ask for a time, so the link to a call and what to bring are only for those who come.
 */
export function clientFacts({ booking, dates = [] }: Occasion, reader: Reader): Fact[] {
  const comes = booking.status === 'approved'
  const terms = comes || booking.status === 'pending' ? reader.termsOfDates() : null
  // Each date has its own limits, which stand beside it.
  const changes = terms && dates.length === 0 ? terms.changes.join('. ') : null
  return [
    ...place(booking, reader, comes),
    host(booking, reader),
    ...optional(reader.t('fact.instructions'), comes ? booking.service.instructions : null).map(
      (fact) => ({ ...fact, isProse: true })
    ),
    terms ? { label: reader.t('fact.price'), text: terms.total } : price(booking, reader),
    ...optional(reader.i18n.t('terms.changes'), changes),
    reference(booking, reader),
  ]
}

export function staffFacts(booking: Booking, reader: Reader): Fact[] {
  return [
    { label: reader.t('fact.client'), text: booking.clientName },
    ...optional(reader.t('fact.email'), booking.clientEmail, (email) => `mailto:${email}`),
    ...optional(reader.t('fact.phone'), booking.clientPhone, (phone) => `tel:${dialled(phone)}`),
    ...booking.answers.map(({ question, answer }) => ({ label: question, text: answer })),
    ...optional(reader.t('fact.notes'), booking.notes),
    ...place(booking, reader, true),
    host(booking, reader),
    ...optional(reader.t('fact.places'), booking.seats > 1 ? String(booking.seats) : null),
    price(booking, reader),
    reference(booking, reader),
  ]
}

/** Without phone numbers, since calendar entries are often shared. */
export function sharedPlace({ service, business }: Booking, reader: Reader): string | null {
  const words = placeInWords(service, business.address)
  if (words && joinLink(service)) {
    return reader.isOfNewBusiness ? reader.i18n.t('guest.place.video') : words
  }
  if (words) return unlinked(words)
  const { locationType } = service
  const isCall = locationType === 'phone' || locationType === 'video'
  return isCall ? reader.i18n.t(`guest.place.${locationType}`) : null
}

function place(booking: Booking, reader: Reader, mayJoin: boolean): Fact[] {
  const { service, business, clientPhone } = booking
  const label = reader.t('fact.place')
  const words = sharedPlace(booking, reader)
  if (!words) return []

  const join = joinLink(service)
  if (join) {
    // A new business may call its call anything, so only the page says whose link it is.
    const link =
      reader.isOfNewBusiness && !reader.isStaff
        ? { label: reader.t('fact.join_on_page'), href: provenManageLink(booking) }
        : { label: reader.t('fact.join'), href: join }
    return [{ label, text: reader.i18n.t('guest.place.video'), ...(mayJoin && { link }) }]
  }
  if (service.locationType === 'phone' && !service.locationDetails && clientPhone) {
    return [{ label, text: callIn(clientPhone, reader) }]
  }
  const isOnMap = service.locationType === 'in_person'
  const link = { label: reader.t('fact.map'), href: mapLink(business.address ?? words) }
  return [{ label, text: words, ...(isOnMap && { link }) }]
}

function callIn(phone: string, reader: Reader): string {
  if (reader.isStaff) return reader.t('fact.by_phone', { phone })
  return reader.i18n.t('guest.booking.we_call', { phone })
}

function host(booking: Booking, reader: Reader): Fact {
  return { label: reader.t('fact.host'), text: formatHosts(booking, reader.locale) }
}

function price(booking: Booking, reader: Reader): Fact {
  const isFree = Number(booking.price) === 0
  const text = isFree
    ? reader.t('fact.free')
    : formatMoney(booking.price, booking.currency, reader.locale)
  return { label: reader.t('fact.price'), text }
}

function reference(booking: Booking, reader: Reader): Fact {
  return { label: reader.t('fact.reference'), text: booking.reference, isStrong: true }
}

function optional(label: string, text: string | null, href?: (text: string) => string): Fact[] {
  if (!text) return []
  return [href ? { label, text: '', link: { label: text, href: href(text) } } : { label, text }]
}
