import { DateTime } from 'luxon'
import { anna, business, lesson, sampleBooking } from '../samples.js'
import type { WaitlistSubject } from './waitlist_subject.js'
import type { CalledOff } from '#queries/waitlist/why_called_off'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import WaitlistOffer from '#models/waitlist/waitlist_offer'

const { startsAt, endsAt, clientName, clientTimeZone, clientLocale } = sampleBooking()

function sampleEntry(attributes: Partial<WaitlistEntry>) {
  const entry = new WaitlistEntry().merge({
    ...{ id: 3, businessId: 1, serviceId: 1, hostId: null, bookingId: null, startsAt: null },
    ...{ clientName, clientTimeZone, clientLocale, clientEmail: 'asha@client.example' },
    ...{ seats: 1, status: 'waiting', linkVersion: 1, ...attributes },
  })
  entry.$setRelated('business', business)
  entry.$setRelated('service', lesson)
  return entry
}

const withBooking = sampleEntry({ bookingId: 8 })
withBooking.$setRelated(
  'booking',
  sampleBooking({
    id: 8,
    startsAt: DateTime.fromISO('2026-01-20T13:00:00Z'),
    endsAt: DateTime.fromISO('2026-01-20T14:00:00Z'),
  })
)

const offer = new WaitlistOffer().merge({
  id: 11,
  status: 'open',
  expiresAt: DateTime.fromISO('2026-01-12T10:30:00Z'),
})

export const forATime: WaitlistSubject = {
  entry: sampleEntry({ startsAt }),
  ...{ offer, position: 1, host: anna, startsAt, endsAt },
  ...{ wayOfOffer: 'time', calledOff: null, movedFrom: null },
}

export const forAnEarlierTime: WaitlistSubject = { ...forATime, entry: withBooking }

export const byHand: WaitlistSubject = { ...forATime, wayOfOffer: 'by_hand' }

export const moved: WaitlistSubject = {
  ...{ ...forATime, offer: null, position: 2 },
  movedFrom: { startsAt: startsAt.minus({ days: 1 }), endsAt: endsAt.minus({ days: 1 }) },
}

export function calledOff(off: CalledOff, about = forATime): WaitlistSubject {
  return { ...about, offer: null, position: 0, calledOff: off }
}
