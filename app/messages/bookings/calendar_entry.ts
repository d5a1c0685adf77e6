import type { DateTime } from 'luxon'
import { entryEvent } from './calendar.js'
import { Recipient } from '../mail/recipient.js'
import type Host from '#models/availability/host'
import type Booking from '#models/bookings/booking'
import { sayAsTold } from '#models/bookings/wording'
import { nameHosts } from '#queries/bookings/name_hosts'

export interface EntryContent {
  title: string
  description: string
  location: string | null
  /** A call that the provider makes, where nobody gave a link. */
  wantsMeeting: boolean
}

/** What stands in a host's calendar for a booking: as in the entry that the mail to them has. */
export async function entryContent(
  booking: Booking,
  host: Host,
  { now, meetings }: { now: DateTime; meetings: readonly string[] }
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
    wantsMeeting: meetings.includes(service.locationType) && !hasOwnLink(booking, host),
  }
}

/** Of several hosts one makes the call. */
function hasOwnLink({ service, callLink, hostId }: Booking, { id }: Host): boolean {
  const details = service.locationDetails?.trim() ?? ''
  return hostId !== id || (details !== '' && details !== callLink)
}
