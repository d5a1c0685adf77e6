import { bookingHead, bookingMessage, manageButton } from './booking_message.js'
import { sampleAbout } from './booking_samples.js'
import { calendarChoices, invitations } from './calendar.js'
import { factsForClient } from './facts.js'
import { listFormat } from '#formats/words/intl'

/** What the business wrote down of it is otherwise; its time stands. */
export const bookingCorrected = bookingMessage({
  type: 'booking_corrected',
  holds: ['pending', 'approved', 'completed', 'no_show'],
  mail: {
    client: {
      content(about, to) {
        const { booking, corrected = [] } = about
        const fields = corrected.map((field) => to.t(`corrected.${field}`))
        const what = listFormat(to.locale).format(fields)
        const names = { business: booking.business.name, what }
        const places = { label: to.t('fact.places'), text: String(booking.seats) }
        return {
          ...bookingHead(about, to, ['booking_corrected.subject', names]),
          status: {
            text: to.t('booking_corrected.status'),
            tone: booking.status === 'pending' ? 'wait' : 'good',
          },
          notice: to.t('booking_corrected.notice', names),
          facts: [...(corrected.includes('places') ? [places] : []), ...factsForClient(about, to)],
          button: manageButton(about, to),
          // Only its place stands in calendars too.
          ...(corrected.includes('place') &&
            booking.status === 'approved' && {
              calendar: calendarChoices(about, to),
              invitations: invitations(about, to, 'REQUEST'),
            }),
        }
      },
      samples: [
        { title: 'Corrected', about: sampleAbout({ corrected: ['price', 'places'] }) },
        { title: 'Corrected place', about: sampleAbout({ corrected: ['place'] }) },
        {
          title: 'Request corrected',
          about: sampleAbout({ corrected: ['name'] }, 'pending'),
        },
      ],
    },
  },
})
