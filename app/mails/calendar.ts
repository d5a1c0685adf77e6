import { formatHosts } from '#formats/bookings/hosts'
import { calendarLinks } from '#formats/bookings/calendar_links'
import { isSameAddress, isSendable } from '#formats/contacts/mail_address'
import { unlinked } from '#formats/contacts/unlinked'
import { sharedPlace } from '#mails/facts'
import type { Letter } from '#mails/letter'
import { adminBookingLink, calendarFileLink, manageLink } from '#mails/links'
import type { Occasion } from '#mails/occasion'
import type { Reader } from '#mails/reader'
import { senderAddress } from '#config/mail'
import type Business from '#models/settings/business'
import type { CalendarEvent, CalendarPerson } from '#services/ics'

/**
 * Calendars are often shared, so an entry has no notes, no answers, and nobody's phone number or
 * address.
 */
export function calendarEvent(
  occasion: Occasion,
  language: Reader,
  method: 'REQUEST' | 'CANCEL'
): CalendarEvent {
  const { booking, staff } = occasion
  const organizer = organizerOf(booking.business)
  const reader = staff
    ? { name: unlinked(staff.fullName), email: staff.email }
    : { name: unlinked(booking.clientName), email: booking.clientEmail ?? '' }
  // Nobody is invited by themselves: the organizer's own copy is published (RFC 5546, 3.2.1).
  const isOrganizer = isSameAddress(reader.email, organizer.email)
  return {
    uid: booking.eventUid,
    sequence: booking.calendarSequence,
    method: isOrganizer ? 'PUBLISH' : method,
    status: method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED',
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    summary: title(occasion, language),
    description: description(occasion, language),
    location: sharedPlace(booking, language),
    organizer,
    ...(!isOrganizer && { attendee: reader }),
    url: staff ? adminBookingLink(booking) : manageLink(booking),
    stampedAt: booking.updatedAt,
  }
}

/** Where replies to an invitation go. */
export function organizerOf({ name, email }: Business): CalendarPerson {
  return { name: unlinked(name), email: email && isSendable(email) ? email : senderAddress }
}

export function calendarChoices(occasion: Occasion, reader: Reader): Letter['calendar'] {
  const { booking } = occasion
  const links = calendarLinks({
    title: title(occasion, reader),
    startsAt: booking.startsAt.toMillis(),
    endsAt: booking.endsAt.toMillis(),
    description: description(occasion, reader),
    location: sharedPlace(booking, reader) ?? '',
  })
  return {
    heading: reader.t('calendar.heading'),
    links: [
      { label: reader.t('calendar.google'), href: links.google },
      { label: reader.t('calendar.outlook'), href: links.outlook },
      { label: reader.t('calendar.office365'), href: links.office },
      { label: reader.t('calendar.yahoo'), href: links.yahoo },
      { label: reader.t('calendar.file'), href: calendarFileLink(booking) },
    ],
  }
}

function title({ booking, staff }: Occasion, reader: Reader): string {
  const service = booking.service.name
  return staff
    ? unlinked(reader.t('calendar.for_client', { service, client: booking.clientName }))
    : unlinked(reader.t('calendar.with_business', { service, business: booking.business.name }))
}

function description({ booking, staff }: Occasion, reader: Reader): string {
  const hosts = formatHosts(booking, reader.locale)
  const instructions = staff ? null : booking.service.instructions
  const words = reader.isOfNewBusiness && instructions ? unlinked(instructions) : instructions
  return [
    unlinked(reader.t('calendar.hosts', { hosts })),
    reader.t('calendar.reference', { reference: booking.reference }),
    ...(words ? [words] : []),
  ].join('\n')
}
