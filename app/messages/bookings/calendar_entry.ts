import type { DateTime } from 'luxon'
import { entryEvent } from './calendar.js'
import { Recipient } from '../mail/recipient.js'
import { joinLink } from '#formats/bookings/places'
import type Host from '#models/availability/host'
import type Booking from '#models/bookings/booking'
import { sayAsTold } from '#models/bookings/wording'
import { nameHosts } from '#queries/bookings/name_hosts'

export interface EntryContent {
  title: string
  description: string
  location: string | null
  /** What is asked of the provider, where nobody gave a link. */
  wantsMeeting: boolean
}

/** What stands in a host's calendar for a booking: as in the entry that the mail to them has. */
export async function entryContent(
  booking: Booking,
  host: Host,
  now: DateTime
): Promise<EntryContent> {
  await nameHosts([booking])
  sayAsTold(booking)
  const { business, service } = booking
  const member = { id: host.userId ?? 0, fullName: host.name, email: '' }
  const to = Recipient.member(business, member, now, host.timeZone)
  const { summary, description, location, url } = entryEvent(booking, to)
  return {
    title: booking.sessionId === null ? summary : service.name,
    description: [booking.sessionId === null ? description : null, url]
      .filter(Boolean)
      .join('\n\n'),
    location,
    wantsMeeting: service.locationType === 'google_meet' && !joinLink(service),
  }
}
