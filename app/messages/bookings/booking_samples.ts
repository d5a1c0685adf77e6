import { DateTime } from 'luxon'
import { inLondon, inNewYork, owner, sampleBooking, videoCall } from '../samples.js'
import type { BookingSubject } from './booking_subject.js'
import BookingEvent from '#models/bookings/booking_event'
import MoveRequest from '#models/bookings/move_request'
import User from '#models/accounts/user'
import type { BookingStatus } from '#scheduling/slots/bookings'

export function sampleAbout(
  about: Partial<BookingSubject> = {},
  status: BookingStatus = 'approved'
): BookingSubject {
  return { booking: sampleBooking({ status }), change: null, move: null, agenda: [], ...about }
}

export const abroad = { booking: sampleBooking(inNewYork, videoCall) }
export const abroadRequested = {
  booking: sampleBooking({ ...inNewYork, status: 'pending' }, videoCall),
}

function sampleChange(attributes: Partial<BookingEvent>) {
  const change = new BookingEvent().merge({ toStatus: 'cancelled', ...attributes })
  change.$setRelated('user', new User().merge(owner))
  return change
}

export const cancelledByClient = sampleChange({ fromStatus: 'approved', actor: 'client' })
export const cancelledByBusiness = sampleChange({
  fromStatus: 'approved',
  actor: 'user',
  reason: 'Anna is ill today. We are sorry.',
})

const oldTime = {
  startsAt: '2026-01-14T13:00:00Z',
  endsAt: '2026-01-14T14:00:00Z',
  hostId: 1,
}
export const before = {
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
  formerHost: { name: 'Tom Okafor', isRecipient: false },
}
export const inOtherRoom = {
  change: sampleChange({
    ...{ fromStatus: 'approved', toStatus: 'approved', actor: 'user' },
    reason: 'The camera of the first lane is broken.',
    details: { kind: 'room_changed', rooms: { from: [3], to: [4] } },
  }),
  booking: sampleBooking(),
  changed: ['room'],
} satisfies Partial<BookingSubject>
inOtherRoom.booking.$extras.hosts_together = [
  { id: 1, name: 'Anna Reed', kind: 'person' },
  { id: 4, name: 'Camera lane 2', kind: 'room' },
]
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

export const thatDay: BookingSubject['agenda'] = [
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

export const severalDates = [0, 1, 2].map((week) =>
  sampleBooking({
    startsAt: inLondon.startsAt?.plus({ weeks: week }),
    endsAt: inLondon.endsAt?.plus({ weeks: week }),
    calendarUid: `sample-date-${week}`,
  })
)
