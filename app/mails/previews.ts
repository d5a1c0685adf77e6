import { DateTime } from 'luxon'
import type { BookingMail } from '#mails/booking_mail'
import { mailFor } from '#mails/main'
import type { Occasion } from '#mails/occasion'
import Booking from '#models/booking'
import BookingEvent from '#models/booking_event'
import Business from '#models/business'
import Enquiry from '#models/enquiry'
import Host from '#models/host'
import MoveRequest from '#models/move_request'
import type { NotificationType } from '#models/notification'
import Service from '#models/service'
import User from '#models/user'
import WaitlistEntry from '#models/waitlist_entry'
import WaitlistOffer from '#models/waitlist_offer'

interface Preview {
  name: string
  title: string
  mail(): BookingMail
}

const business = new Business().merge({
  id: 1,
  name: 'Swim School Pro',
  slug: 'swim-school-pro',
  address: '14 Canal Street, London N1 8QT',
  phone: '020 7946 0182',
  email: 'hello@swimschoolpro.example',
  timeZone: 'Europe/London',
  locale: 'en-GB',
  currency: 'GBP',
  brandColour: '#00698f',
})

const lesson = new Service().merge({
  id: 1,
  name: 'Private lesson',
  slug: 'private-lesson',
  locationType: 'in_person',
  locationDetails: 'Canal Street pool',
  instructions: 'Costume, towel, goggles. Arrive ten minutes early.',
  followUp: 'Thank you for coming!\nHow was it? Just answer this mail.',
})

const call = new Service().merge({
  id: 2,
  name: 'First talk',
  slug: 'first-talk',
  locationType: 'phone',
  locationDetails: null,
  instructions: null,
})

const videoCall = new Service().merge({
  ...call.$attributes,
  locationType: 'video',
  locationDetails: 'https://meet.example/swim-school-pro',
})

const anna = new Host().merge({ id: 1, userId: 1, name: 'Anna Reed', timeZone: 'Europe/London' })
const owner = { id: 1, fullName: 'Anna Reed', email: 'anna@swimschoolpro.example' }

const inLondon: Partial<Booking> = {
  id: 7,
  businessId: 1,
  reference: 'K7MQ-2F9P',
  status: 'approved',
  holdsTime: true,
  startsAt: DateTime.fromISO('2026-01-15T09:30:00Z'),
  endsAt: DateTime.fromISO('2026-01-15T10:30:00Z'),
  expiresAt: DateTime.fromISO('2026-01-14T10:00:00Z'),
  clientName: 'Asha Patel',
  clientEmail: 'asha@client.example',
  clientPhone: '+44 7700 900123',
  clientTimeZone: 'Europe/London',
  clientLocale: 'en-GB',
  notes: 'She is six and swims a little.\nWe would like the warm pool.',
  answers: [],
  price: '50.00',
  currency: 'GBP',
  rejectionReason: 'The pool is closed for repairs that week. The week after is free.',
  calendarUid: '7d0f5f0e-3c1b-4a38-9a3f-0c1d5f1f2a10',
  calendarSequence: 0,
  linkVersion: 1,
  updatedAt: DateTime.fromISO('2026-01-10T12:00:00Z'),
}

const inNewYork = { clientTimeZone: 'America/New_York', clientLocale: 'en-US' }

export function sampleBooking(
  attributes: Partial<Booking> = {},
  service = lesson,
  shop = business
) {
  const booking = new Booking().merge({ ...inLondon, ...attributes })
  booking.$setRelated('business', shop)
  booking.$setRelated('service', service)
  booking.$setRelated('host', anna)
  return booking
}

function sampleChange(attributes: Partial<BookingEvent>) {
  const change = new BookingEvent().merge({ toStatus: 'cancelled', ...attributes })
  change.$setRelated('user', new User().merge(owner))
  return change
}

const byClient = sampleChange({ fromStatus: 'approved', actor: 'client' })
const byBusiness = sampleChange({
  fromStatus: 'approved',
  actor: 'user',
  reason: 'Anna is ill today. We are sorry.',
})

const oldTime = {
  startsAt: '2026-01-14T13:00:00Z',
  endsAt: '2026-01-14T14:00:00Z',
  hostId: 1,
}
const movedByClient = sampleChange({
  fromStatus: 'approved',
  toStatus: 'approved',
  actor: 'client',
  reason: 'School ends later that day.',
  details: { kind: 'moved', from: oldTime },
})
const movedByBusiness = sampleChange({
  ...movedByClient.$attributes,
  actor: 'user',
  reason: 'The pool closes early that day.',
})
const reassigned = {
  change: sampleChange({
    fromStatus: 'approved',
    toStatus: 'approved',
    actor: 'user',
    reason: 'Tom is ill that day.',
    details: { kind: 'reassigned', from: oldTime },
  }),
  formerHost: { name: 'Tom Okafor', isReader: false },
}
const move = new MoveRequest().merge({
  id: 9,
  bookingId: 7,
  status: 'pending',
  startsAt: DateTime.fromISO('2026-01-16T15:00:00Z'),
  endsAt: DateTime.fromISO('2026-01-16T16:00:00Z'),
  reason: 'School ends later that day.',
  rejectionReason: 'Anna is away that afternoon.',
  expiresAt: DateTime.fromISO('2026-01-14T10:00:00Z'),
})

const waits = new WaitlistEntry().merge({
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
const waitsForEarlier = new WaitlistEntry().merge({
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
const offer = new WaitlistOffer().merge({
  id: 11,
  status: 'open',
  expiresAt: DateTime.fromISO('2026-01-12T10:30:00Z'),
})

const thatDay: Occasion['agenda'] = [
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

function preview(title: string, type: NotificationType, about: Partial<Occasion> = {}): Preview {
  const occasion: Occasion = {
    booking: sampleBooking(),
    staff: null,
    change: null,
    move: null,
    agenda: [],
    messageId: '<preview@localhost>',
    inReplyTo: null,
    ...about,
  }
  return {
    name: title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
    title,
    mail() {
      const mail = mailFor(type, occasion)
      if (!mail) throw new Error(`Nobody is told: ${title}`)
      return mail
    },
  }
}

const abroad = { booking: sampleBooking(inNewYork, videoCall) }
const toStaff = { staff: owner }

const enquiry = new Enquiry().merge({
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

const severalDates = [0, 1, 2].map((week) =>
  sampleBooking({
    startsAt: inLondon.startsAt?.plus({ weeks: week }),
    endsAt: inLondon.endsAt?.plus({ weeks: week }),
    calendarUid: `sample-date-${week}`,
  })
)

/** Every mail in every state, with sample data; /dev/mails shows them in development. */
export const previews: Preview[] = [
  preview('Request received', 'booking_requested'),
  preview('Request received, abroad', 'booking_requested', abroad),
  preview('Request received, time not held', 'booking_requested', {
    booking: sampleBooking({ status: 'pending', holdsTime: false }),
  }),
  preview('Request waiting', 'booking_requested', { ...toStaff, agenda: thatDay }),
  preview('Request waiting, client abroad', 'booking_requested', { ...toStaff, ...abroad }),
  preview('Booking confirmed', 'booking_confirmed'),
  preview('Booking confirmed, abroad', 'booking_confirmed', abroad),
  preview('Booking confirmed, by phone and free', 'booking_confirmed', {
    booking: sampleBooking({ price: '0.00' }, call),
  }),
  preview('Booking confirmed, past midnight', 'booking_confirmed', {
    booking: sampleBooking({
      startsAt: DateTime.fromISO('2026-06-15T22:30:00Z'),
      endsAt: DateTime.fromISO('2026-06-16T00:00:00Z'),
    }),
  }),
  preview('Booking confirmed, pale brand', 'booking_confirmed', {
    booking: sampleBooking(
      {},
      lesson,
      new Business().merge({ ...business.$attributes, brandColour: '#ffd84d' })
    ),
  }),
  preview('Booking confirmed, several dates', 'booking_confirmed', {
    booking: severalDates[0],
    dates: severalDates,
  }),
  preview('New booking', 'booking_confirmed', toStaff),
  preview('Reminder', 'booking_reminder'),
  preview('Reminder, abroad', 'booking_reminder', abroad),
  preview('Follow-up', 'booking_follow_up', { booking: sampleBooking({ status: 'completed' }) }),
  preview('Request declined', 'booking_rejected'),
  preview('Request declined, another was chosen', 'booking_rejected', {
    booking: sampleBooking({ status: 'rejected', holdsTime: false, rejectionReason: null }),
  }),
  preview('Request expired', 'booking_expired'),
  preview('Request lapsed', 'booking_expired', toStaff),
  preview('Cancelled by the client, to the client', 'booking_cancelled', { change: byClient }),
  preview('Cancelled by the business, to the client', 'booking_cancelled', { change: byBusiness }),
  preview('Cancelled by the client, to the business', 'booking_cancelled', {
    ...toStaff,
    change: byClient,
  }),
  preview('Cancelled by the business, to the business', 'booking_cancelled', {
    ...toStaff,
    change: byBusiness,
  }),
  preview('Moved by the client, to the client', 'booking_rescheduled', { change: movedByClient }),
  preview('Moved by the business, to the client', 'booking_rescheduled', {
    change: movedByBusiness,
  }),
  preview('Moved by the client, to the business', 'booking_rescheduled', {
    ...toStaff,
    change: movedByClient,
  }),
  preview('Moved to another host, to the former one', 'booking_rescheduled', {
    ...toStaff,
    change: movedByClient,
    formerHost: { name: 'Tom Okafor', isReader: true },
  }),
  preview('Another host, to the client', 'booking_reassigned', reassigned),
  preview('Another host, to the business', 'booking_reassigned', { ...toStaff, ...reassigned }),
  preview('Another host, to the former one', 'booking_reassigned', {
    ...toStaff,
    ...reassigned,
    formerHost: { name: 'Tom Okafor', isReader: true },
  }),
  preview('Move asked for, to the client', 'move_requested', { move }),
  preview('Move waiting', 'move_requested', { ...toStaff, move, agenda: thatDay }),
  preview('Move declined', 'move_rejected', { move }),
  preview('Move expired', 'move_expired', { move }),
  preview('Move lapsed', 'move_expired', { ...toStaff, move }),
  preview('Waitlist joined', 'waitlist_joined', {
    waiting: { entry: waits, offer: null, position: 2 },
  }),
  preview('Waitlist joined for an earlier time', 'waitlist_joined', {
    waiting: { entry: waitsForEarlier, offer: null, position: 1 },
  }),
  preview('Waitlist offer', 'waitlist_offered', { waiting: { entry: waits, offer, position: 1 } }),
  preview('Waitlist offer of an earlier time', 'waitlist_offered', {
    waiting: { entry: waitsForEarlier, offer, position: 1 },
  }),
  preview('Waitlist offer passed', 'waitlist_passed', {
    waiting: { entry: waits, offer, position: 1 },
  }),
  preview('Enquiry', 'enquiry_received', { ...toStaff, enquiry }),
]
