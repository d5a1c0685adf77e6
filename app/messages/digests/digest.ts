import { DateTime } from 'luxon'
import { choiceLink, deliveryLink, digestStopLink, requestsLink, todayLink } from '../links.js'
import type { Fact, MailContent } from '../mail/mail_content.js'
import type { Recipient } from '../mail/recipient.js'
import { message } from '../message.js'
import { business, call, sampleBooking } from '../samples.js'
import { type DigestSubject, digestSubject } from './digest_subject.js'
import { formatHosts } from '#formats/bookings/hosts'
import { formatFreeTime } from '#formats/times/lengths'
import type Booking from '#models/bookings/booking'

/** More than a mail is read for; the rest stands on screen. */
const MOST_ROWS = 30
const MOST_REQUESTS = 10

const sample: DigestSubject = {
  business,
  stopToken: 'A'.repeat(23),
  day: DateTime.fromISO('2026-01-15', { zone: business.timeZone }),
  entries: [
    { booking: sampleBooking(), status: 'approved', isPast: false },
    {
      booking: sampleBooking(
        {
          clientName: 'Noah Brandt',
          startsAt: DateTime.fromISO('2026-01-15T11:00:00Z'),
          endsAt: DateTime.fromISO('2026-01-15T11:30:00Z'),
        },
        call
      ),
      status: 'pending',
      isPast: false,
    },
  ],
  requests: [
    sampleBooking({ status: 'pending', expiresAt: DateTime.fromISO('2026-01-13T09:30:00Z') }),
  ],
  moves: [],
  failed: [],
}

/** What a member has on that day, for those who want it in the morning. */
export const digest = message({
  type: 'digest',
  subject: digestSubject,
  reasonToDrop(about, _notification, now) {
    if (now > about.day.endOf('day')) return 'digest_over'
    return isEmpty(about) ? 'nothing_to_say' : null
  },
  mail: {
    staff: {
      content(about, to) {
        const { day, entries, requests, moves } = about
        const waiting = requests.length + moves.length
        const counts = { bookings: entries.length, requests: waiting }
        return {
          subject: to.t('digest.subject', { ...counts, day: to.day(day) }),
          status: { text: to.t('digest.status'), tone: waiting > 0 ? 'wait' : 'good' },
          heading: to.day(day),
          time: null,
          notice: to.t('digest.notice', counts),
          facts: [...waitingFacts(about, to), ...failedFacts(about, to), ...choiceFact(to)],
          agenda: dayRows(about, to),
          button: { label: to.t('digest.button'), href: todayLink() },
          choice: stopChoice(about, to),
          why: to.t('digest.why', { business: to.business.name }),
        }
      },
      samples: [
        { title: 'The day in the morning', about: sample },
        { title: 'A morning with nothing booked', about: { ...sample, entries: [] } },
      ],
    },
  },
})

function isEmpty({ entries, requests, moves, failed }: DigestSubject): boolean {
  return [entries, requests, moves, failed].every(({ length }) => length === 0)
}

function dayRows({ entries }: DigestSubject, to: Recipient): MailContent['agenda'] {
  if (entries.length === 0) return undefined
  const rows = entries.slice(0, MOST_ROWS).map(({ booking, status }) => ({
    time: to.range(booking.startsAt, booking.endsAt),
    text: to.t(`digest.row.${status === 'pending' ? 'waiting' : 'confirmed'}`, who(booking, to)),
    isThis: false,
  }))
  const more = entries.length - rows.length
  const rest = { time: '', text: to.t('digest.more', { count: more }), isThis: false }
  return { heading: to.t('digest.agenda'), rows: more > 0 ? [...rows, rest] : rows }
}

function waitingFacts({ requests, moves }: DigestSubject, to: Recipient): Fact[] {
  const waiting = [
    ...requests.map((booking) => ({ booking, request: booking })),
    ...moves.map((move) => ({ booking: move.booking, request: move })),
  ].toSorted((one, other) => Number(one.request.expiresAt) - Number(other.request.expiresAt))
  return waiting.slice(0, MOST_REQUESTS).map(({ booking, request }, index) => ({
    label: to.t('digest.left', { left: timeLeft(request.expiresAt ?? request.startsAt, to) }),
    text: to.t('digest.request', { ...who(booking, to), time: to.moment(request.startsAt) }),
    ...(index === 0 && { link: { label: to.t('digest.answer'), href: requestsLink() } }),
  }))
}

function failedFacts({ failed }: DigestSubject, to: Recipient): Fact[] {
  if (failed.length === 0) return []
  return [
    {
      label: to.t('digest.failed'),
      text: to.t('digest.failures', { count: failed.length }),
      link: { label: to.t('digest.delivery'), href: deliveryLink() },
    },
  ]
}

function choiceFact(to: Recipient): Fact[] {
  const link = { label: to.t('digest.choose'), href: choiceLink() }
  return [{ label: to.t('digest.choice'), text: '', link }]
}

function stopChoice({ stopToken }: DigestSubject, to: Recipient): MailContent['choice'] {
  const unsubscribe = digestStopLink(stopToken)
  return { link: { label: to.t('digest.stop'), href: unsubscribe }, unsubscribe }
}

function who(booking: Booking, to: Recipient) {
  const host = formatHosts(booking, to.locale)
  return { service: booking.service.name, client: booking.clientName, host }
}

function timeLeft(until: DateTime, to: Recipient): string {
  const minutes = Math.max(1, Math.round(until.diff(to.now, 'minutes').minutes))
  return formatFreeTime(minutes < 60 ? minutes : minutes - (minutes % 60), to.locale)
}
