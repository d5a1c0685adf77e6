import { DateTime } from 'luxon'
import { adminBookingLink } from '../links.js'
import { business, call, lesson, sampleBooking } from '../samples.js'
import { bookingHead, bookingMessage, manageButton, onBooking } from './booking_message.js'
import { abroad, sampleAbout, severalDates } from './booking_samples.js'
import { bookingText } from './booking_sms.js'
import { calendarChoices, invitations } from './calendar.js'
import { dateFacts, factsForClient, factsForStaff } from './facts.js'
import Business from '#models/settings/business'

/** The time is the client's, at once or because it was approved. */
export const bookingConfirmed = bookingMessage({
  type: 'booking_confirmed',
  webhook: 'booking.confirmed',
  staff: 'every_host',
  event: 'booked',
  holds: ['approved', 'completed', 'no_show'],
  mail: {
    client: {
      content(about, to) {
        const { booking } = about
        const names = { business: booking.business.name }
        return {
          ...bookingHead(about, to, ['booking_confirmed.subject', names]),
          status: { text: to.t('booking_confirmed.status'), tone: 'good' },
          facts: [...dateFacts(about, to), ...factsForClient(about, to)],
          button: manageButton(about, to),
          calendar: calendarChoices(about, to),
          invitations: invitations(about, to, 'REQUEST'),
        }
      },
      samples: [
        { title: 'Booking confirmed', about: sampleAbout() },
        { title: 'Booking confirmed, abroad', about: sampleAbout(abroad) },
        {
          title: 'Booking confirmed, by phone and free',
          about: sampleAbout({ booking: sampleBooking({ price: '0.00' }, call) }),
        },
        {
          title: 'Booking confirmed, past midnight',
          about: sampleAbout({
            booking: sampleBooking({
              startsAt: DateTime.fromISO('2026-06-15T22:30:00Z'),
              endsAt: DateTime.fromISO('2026-06-16T00:00:00Z'),
            }),
          }),
        },
        {
          title: 'Booking confirmed, pale brand',
          about: sampleAbout({
            booking: sampleBooking(
              {},
              lesson,
              new Business().merge({ ...business.$attributes, brandColour: '#ffd84d' })
            ),
          }),
        },
        {
          title: 'Booking confirmed, several dates',
          about: sampleAbout({ booking: severalDates[0], dates: severalDates }),
        },
      ],
    },
    staff: {
      content(about, to) {
        const { booking, dates = [booking] } = about
        return {
          ...bookingHead(about, to, ['new_booking.subject', { client: booking.clientName }]),
          status: { text: to.t('new_booking.status', { dates: dates.length }), tone: 'good' },
          facts: [...dateFacts(about, to), ...factsForStaff(booking, to, about.dates)],
          button: { label: to.t('new_booking.button'), href: adminBookingLink(booking) },
          invitations: invitations(about, to, 'REQUEST'),
        }
      },
      samples: [
        { title: 'New booking', about: sampleAbout() },
        {
          title: 'New booking, several dates',
          about: sampleAbout({ booking: severalDates[0], dates: severalDates }),
        },
      ],
    },
  },
  sms: bookingText('confirmed', [
    { title: 'Text: booking confirmed', about: sampleAbout() },
    { title: 'Text: booking confirmed, abroad', about: sampleAbout(abroad) },
    {
      title: 'Text: booking confirmed, several dates',
      about: sampleAbout({ booking: severalDates[0], dates: severalDates }),
    },
  ]),
  inApp: onBooking,
})
