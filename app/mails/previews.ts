import { DateTime } from 'luxon'
import type { BookingMail } from '#mails/booking_mail'
import { mailFor } from '#mails/main'
import type { Occasion } from '#mails/occasion'
import {
  byBusiness,
  byClient,
  enquiry,
  move,
  movedByBusiness,
  movedByClient,
  offer,
  reassigned,
  severalDates,
  thatDay,
  waits,
  waitsForEarlier,
} from '#mails/sample_occasions'
import { business, call, inNewYork, lesson, owner, sampleBooking, videoCall } from '#mails/samples'
import Business from '#models/settings/business'
import type { NotificationType } from '#models/notifications/notification'
import type { BookingStatus } from '#scheduling/slots/bookings'

interface Preview {
  name: string
  title: string
  mail(): BookingMail
}

const STATUS_TOLD: Partial<Record<NotificationType, BookingStatus>> = {
  booking_requested: 'pending',
  booking_rejected: 'rejected',
  booking_expired: 'expired',
  booking_cancelled: 'cancelled',
}

function preview(title: string, type: NotificationType, about: Partial<Occasion> = {}): Preview {
  const occasion: Occasion = {
    booking: sampleBooking({ status: STATUS_TOLD[type] ?? 'approved' }),
    staff: null,
    change: null,
    move: null,
    agenda: [],
    now: DateTime.fromISO('2026-01-12T18:00:00Z'),
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
const askedAbroad = { booking: sampleBooking({ ...inNewYork, status: 'pending' }, videoCall) }
const toStaff = { staff: owner }

/** Every mail in every state; /dev/mails shows them in development. */
export const previews: Preview[] = [
  preview('Request received', 'booking_requested'),
  preview('Request received, abroad', 'booking_requested', askedAbroad),
  preview('Request received, time not held', 'booking_requested', {
    booking: sampleBooking({ status: 'pending', holdsTime: false }),
  }),
  preview('Request waiting', 'booking_requested', { ...toStaff, agenda: thatDay }),
  preview('Request waiting, client abroad', 'booking_requested', { ...toStaff, ...askedAbroad }),
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
  preview('Moved by the client, to the client', 'booking_rescheduled', movedByClient),
  preview('Moved by the business, to the client', 'booking_rescheduled', movedByBusiness),
  preview('Moved by the client, to the business', 'booking_rescheduled', {
    ...toStaff,
    ...movedByClient,
  }),
  preview('Moved to another host, to the former one', 'booking_rescheduled', {
    ...toStaff,
    ...movedByClient,
    formerHost: { name: 'Tom Okafor', isReader: true },
  }),
  preview('Another host, to the client', 'booking_reassigned', reassigned),
  preview('Another host, to the business', 'booking_reassigned', { ...toStaff, ...reassigned }),
  preview('Another host, to the former one', 'booking_reassigned', {
    ...toStaff,
    ...reassigned,
    formerHost: { name: 'Tom Okafor', isReader: true },
  }),
  preview('Another place, to the client', 'booking_changed', { changed: ['place'] }),
  preview('Another place, to the business', 'booking_changed', { ...toStaff, changed: ['place'] }),
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
  preview('Forgotten password', 'password_reset', { ...toStaff, resetToken: 'sample' }),
  preview('Enquiry', 'enquiry_received', { ...toStaff, enquiry }),
  preview('Address to confirm', 'address_proof', {
    ...toStaff,
    proof: { link: 'A'.repeat(23), isTaken: false },
  }),
  preview('Address with an account', 'address_proof', {
    ...toStaff,
    proof: { link: 'A'.repeat(23), isTaken: true },
  }),
]
