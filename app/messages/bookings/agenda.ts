import { formatHosts } from '#formats/bookings/hosts'
import type { MailContent } from '../mail/mail_content.js'
import type { Recipient } from '../mail/recipient.js'
import type { BookingSubject } from './booking_subject.js'

/** What the host has that day, the booking itself among it. */
export function dayAgenda(
  { agenda, booking: about, move }: BookingSubject,
  to: Recipient
): MailContent['agenda'] {
  const rows = agenda.map(({ booking, status }) => {
    const isThis = booking.id === (move?.id ?? about.id)
    const key = isThis ? 'this' : status === 'pending' ? 'waiting' : 'confirmed'
    const values = { service: booking.service.name, client: booking.clientName }
    return {
      time: to.range(booking.startsAt, booking.endsAt),
      text: to.t(`agenda.${key}`, values),
      isThis,
    }
  })
  return {
    heading: to.t('agenda.heading', {
      host: formatHosts(about, to.locale),
      day: to.day(move?.startsAt ?? about.startsAt),
    }),
    rows,
  }
}
