import type { I18n } from '@adonisjs/i18n'
import { DateTime } from 'luxon'
import { formatHosts } from '#formats/bookings/hosts'
import { joinLink, placeInWords } from '#formats/bookings/places'
import { unlinked } from '#formats/contacts/unlinked'
import type Booking from '#models/bookings/booking'

/** Calendars are shared, so no phone number and no notes of anybody. */
export function calendarWords(booking: Booking, i18n: I18n) {
  const { reference, service, business } = booking
  const isNew = business.isNewAt(DateTime.now())
  const instructions = isNew ? unlinked(service.instructions ?? '') : service.instructions
  const named = [
    unlinked(i18n.t('guest.calendar.hosts', { hosts: formatHosts(booking, i18n.locale) })),
    i18n.t('guest.calendar.reference', { reference }),
  ].join('\n')
  return {
    title: unlinked(
      i18n.t('guest.calendar.title', { service: service.name, business: business.name })
    ),
    description: instructions ? `${named}\n${instructions}` : named,
    location: location(booking, isNew, i18n),
  }
}

function location({ service, business }: Booking, isNew: boolean, i18n: I18n): string {
  if (service.locationType === 'phone') return ''
  const words = placeInWords(service, business.address) ?? ''
  if (!joinLink(service)) return unlinked(words)
  return isNew ? i18n.t('guest.place.video') : words
}
