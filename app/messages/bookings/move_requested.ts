import { moveDecisionLink, provenManageLink } from '../links.js'
import { dayAgenda } from './agenda.js'
import { bookingHead, bookingMessage, onBooking } from './booking_message.js'
import { bookingPush } from './booking_push.js'
import { move, sampleAbout, thatDay } from './booking_samples.js'
import { moveText } from './booking_sms.js'
import { factsForClient, factsForStaff } from './facts.js'
import { proposedTime, moveOf } from './moved_time.js'

/** A client asks for another time; the booking stays until it is granted. */
export const moveRequested = bookingMessage({
  type: 'move_requested',
  staff: 'host',
  event: 'requested',
  holds: ['approved'],
  reasonToDrop({ move: proposed }, _notification, now) {
    const status = proposed?.statusAt(now)
    return status === 'pending' ? null : `move_${status}`
  },
  mail: {
    client: {
      content(about, to) {
        const { booking } = about
        const { expiresAt, startsAt } = moveOf(about)
        return {
          ...bookingHead(about, to, ['move_received.subject', { time: to.stamp(startsAt) }]),
          status: { text: to.t('move_received.status'), tone: 'wait' },
          notice: to.t('move_received.notice', {
            business: booking.business.name,
            deadline: to.moment(expiresAt),
            zone: to.zone(expiresAt),
          }),
          facts: [...proposedTime(about, to), ...factsForClient(about, to)],
          button: { label: to.t('move_received.button'), href: provenManageLink(booking) },
        }
      },
      samples: [{ title: 'Move asked for, to the client', about: sampleAbout({ move }) }],
    },
    staff: {
      content(about, to) {
        const { booking } = about
        const proposed = moveOf(about)
        const { expiresAt, reason } = proposed
        const names = { client: booking.clientName, time: to.stamp(proposed.startsAt) }
        return {
          ...bookingHead(about, to, ['move_waiting.subject', names]),
          status: { text: to.t('move_waiting.status'), tone: 'wait' },
          notice: to.t('move_waiting.notice', {
            deadline: to.moment(expiresAt),
            zone: to.zone(expiresAt),
          }),
          quote: reason ? { label: to.t('move_waiting.reason'), text: reason } : null,
          facts: [...proposedTime(about, to), ...factsForStaff(booking, to)],
          agenda: dayAgenda(about, to),
          button: {
            label: to.t('move_waiting.button'),
            href: moveDecisionLink(proposed, booking, to.memberId),
            after: to.t(`move_waiting.after_button${to.isInbox ? '_inbox' : ''}`),
          },
        }
      },
      samples: [{ title: 'Move waiting', about: sampleAbout({ move, agenda: thatDay }) }],
    },
  },
  push: bookingPush('move_requested', (about) => `/admin/moves/${moveOf(about).id}`, [
    { title: 'Push: move waiting', about: sampleAbout({ move, agenda: thatDay }) },
  ]),
  inApp: {
    ...onBooking,
    asksWhile: `exists (
      select from move_requests
      where move_requests.id = cast(notifications.data->>'moveRequestId' as bigint)
        and move_requests.status = 'pending' and move_requests.expires_at > now())`,
  },
  sms: moveText('move_requested', [
    { title: 'Text: move asked for', about: sampleAbout({ move }) },
  ]),
})
