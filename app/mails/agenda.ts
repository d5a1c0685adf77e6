import { formatHosts } from '#formats/bookings/hosts'
import type { Letter } from '#mails/letter'
import type { Occasion } from '#mails/occasion'
import type { Reader } from '#mails/reader'

export function dayAgenda(occasion: Occasion, reader: Reader): Letter['agenda'] {
  const rows = occasion.agenda.map(({ booking, status }) => {
    const isThis = booking.id === (occasion.move?.id ?? occasion.booking.id)
    const key = isThis ? 'this' : status === 'pending' ? 'waiting' : 'confirmed'
    const values = { service: booking.service.name, client: booking.clientName }
    return {
      time: reader.range(booking.startsAt, booking.endsAt),
      text: reader.t(`agenda.${key}`, values),
      isThis,
    }
  })
  return {
    heading: reader.t('agenda.heading', {
      host: formatHosts(occasion.booking, reader.locale),
      day: reader.day(occasion.move?.startsAt),
    }),
    rows,
  }
}
