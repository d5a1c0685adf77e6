import { DateTime } from 'luxon'
import type { Occasion } from '#mails/occasion'
import { business, inLondon, lesson, owner, sampleBooking } from '#mails/samples'
import BookingEvent from '#models/bookings/booking_event'
import Enquiry from '#models/enquiries/enquiry'
import MoveRequest from '#models/bookings/move_request'
import User from '#models/accounts/user'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import WaitlistOffer from '#models/waitlist/waitlist_offer'

function sampleChange(attributes: Partial<BookingEvent>) {
  const change = new BookingEvent().merge({ toStatus: 'cancelled', ...attributes })
  change.$setRelated('user', new User().merge(owner))
  return change
}

export const byClient = sampleChange({ fromStatus: 'approved', actor: 'client' })
export const byBusiness = sampleChange({
  fromStatus: 'approved',
  actor: 'user',
  reason: 'Anna is ill today. We are sorry.',
})

const oldTime = {
  startsAt: '2026-01-14T13:00:00Z',
  endsAt: '2026-01-14T14:00:00Z',
  hostId: 1,
}
const before = {
  startsAt: DateTime.fromISO(oldTime.startsAt),
  endsAt: DateTime.fromISO(oldTime.endsAt),
}
const moved = {
  fromStatus: 'approved',
  toStatus: 'approved',
  details: { kind: 'moved', from: oldTime },
} satisfies Partial<BookingEvent>
export const movedByClient = {
  change: sampleChange({ ...moved, actor: 'client', reason: 'School ends later that day.' }),
  before,
}
export const movedByBusiness = {
  change: sampleChange({ ...moved, actor: 'user', reason: 'The pool closes early that day.' }),
  before,
}
export const reassigned = {
  change: sampleChange({
    fromStatus: 'approved',
    toStatus: 'approved',
    actor: 'user',
    reason: 'Tom is ill that day.',
    details: { kind: 'reassigned', from: oldTime },
  }),
  formerHost: { name: 'Tom Okafor', isReader: false },
}
export const move = new MoveRequest().merge({
  id: 9,
  bookingId: 7,
  status: 'pending',
  startsAt: DateTime.fromISO('2026-01-16T15:00:00Z'),
  endsAt: DateTime.fromISO('2026-01-16T16:00:00Z'),
  reason: 'School ends later that day.',
  rejectionReason: 'Anna is away that afternoon.',
  expiresAt: DateTime.fromISO('2026-01-14T10:00:00Z'),
})

export const waits = new WaitlistEntry().merge({
  id: 3,
  businessId: 1,
  serviceId: 1,
  hostId: null,
  bookingId: null,
  startsAt: inLondon.startsAt,
  seats: 1,
  clientName: 'Asha Patel',
  clientEmail: 'asha@client.example',
  status: 'waiting',
  linkVersion: 1,
})
export const waitsForEarlier = new WaitlistEntry().merge({
  ...waits.$attributes,
  startsAt: null,
  bookingId: 8,
})
waitsForEarlier.$setRelated(
  'booking',
  sampleBooking({
    id: 8,
    startsAt: DateTime.fromISO('2026-01-20T13:00:00Z'),
    endsAt: DateTime.fromISO('2026-01-20T14:00:00Z'),
  })
)
export const offer = new WaitlistOffer().merge({
  id: 11,
  status: 'open',
  expiresAt: DateTime.fromISO('2026-01-12T10:30:00Z'),
})

export const thatDay: Occasion['agenda'] = [
  {
    booking: sampleBooking({
      id: 6,
      clientName: 'Noah Klein',
      startsAt: DateTime.fromISO('2026-01-15T08:00:00Z'),
      endsAt: DateTime.fromISO('2026-01-15T09:00:00Z'),
    }),
    status: 'approved',
  },
  { booking: sampleBooking(), status: 'pending' },
  {
    booking: sampleBooking({
      id: 8,
      clientName: 'Lea Moreau',
      startsAt: DateTime.fromISO('2026-01-15T13:00:00Z'),
      endsAt: DateTime.fromISO('2026-01-15T14:00:00Z'),
    }),
    status: 'pending',
  },
]

export const enquiry = new Enquiry().merge({
  id: 1,
  businessId: business.id,
  serviceId: lesson.id,
  wishedAt: DateTime.fromISO('2026-01-15T09:30:00Z'),
  clientName: 'Priya Shah',
  clientEmail: 'priya@example.com',
  clientPhone: '07700 900418',
  clientTimeZone: 'Europe/London',
  clientLocale: 'en-GB',
  message: 'Every lesson after school is taken.\nIs there a waiting list for two children?',
  answeredAt: null,
  createdAt: DateTime.fromISO('2026-01-12T18:00:00Z'),
})
enquiry.$setRelated('business', business)
enquiry.$setRelated('service', lesson)

export const severalDates = [0, 1, 2].map((week) =>
  sampleBooking({
    startsAt: inLondon.startsAt?.plus({ weeks: week }),
    endsAt: inLondon.endsAt?.plus({ weeks: week }),
    calendarUid: `sample-date-${week}`,
  })
)
