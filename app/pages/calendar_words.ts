import type { DateTime } from 'luxon'
import type { Translate } from '#formats/bookings/booking_terms'
import { eventValues, wordEvent, wordTitle } from '#formats/bookings/event_wording'
import { formatHosts, formatPeople, formatRooms } from '#formats/bookings/hosts'
import { isCall, joinLink, placeInWords, placeName } from '#formats/bookings/places'
import { unlinked } from '#formats/contacts/unlinked'
import type Booking from '#models/bookings/booking'
import type { PageReader } from '#pages/reader'

/** What a client's calendar says of a booking. Calendars are shared: nobody's number, no notes. */
export function calendarWords(booking: Booking, reader: PageReader, now: DateTime) {
  const { language, t } = reader
  const { reference, service, business } = booking
  const isNew = business.isNewAt(now)
  const instructions = isNew ? unlinked(service.instructions ?? '') : service.instructions
  const place = location(booking, isNew, t)
  const hosts = formatPeople(booking, language)
  const room = formatRooms(booking, language)
  const values = eventValues(booking, { host: formatHosts(booking, language), place })
  const own = service.calendarDetails && wordEvent(service.calendarDetails, values)
  const named = [
    ...(hosts ? [unlinked(t('guest.bookings.calendar.hosts', { hosts }))] : []),
    ...(room ? [unlinked(t('guest.bookings.calendar.room', { room }))] : []),
    t('guest.bookings.calendar.reference', { reference }),
  ].join('\n')
  const usual = t('guest.bookings.calendar.title', {
    service: service.name,
    business: business.name,
  })
  const title = service.calendarTitle ? wordTitle(service.calendarTitle, values) : usual
  const details = (isNew && own ? unlinked(own) : own) || named
  return {
    title: unlinked(title),
    description: instructions ? `${details}\n${instructions}` : details,
    location: place,
    // What a new business calls its call may be anything.
    conference: isNew ? null : joinLink(service),
  }
}

function location({ service, business }: Booking, isNew: boolean, t: Translate): string {
  if (service.locationType === 'phone') return ''
  if (service.locationType === 'client_calls') return placeName(service, t)
  const words = placeInWords(service, business.address)
  if (!words) return isCall(service) ? placeName(service, t) : ''
  if (!joinLink(service)) return unlinked(words)
  return isNew ? placeName(service, t) : words
}
