import type { I18n } from '@adonisjs/i18n'
import { formatHosts } from '#formats/hosts'
import { placeInWords } from '#formats/places'
import type Booking from '#models/booking'

/** What a client's calendar says of a booking. Calendars are shared: nobody's number, no notes. */
export function calendarWords(booking: Booking, i18n: I18n) {
  const { reference, service, business } = booking
  const named = [
    i18n.t('guest.calendar.hosts', { hosts: formatHosts(booking, i18n.locale) }),
    i18n.t('guest.calendar.reference', { reference }),
  ].join('\n')
  return {
    title: i18n.t('guest.calendar.title', { service: service.name, business: business.name }),
    description: service.instructions ? `${named}\n${service.instructions}` : named,
    location:
      service.locationType === 'phone' ? '' : (placeInWords(service, business.address) ?? ''),
  }
}
