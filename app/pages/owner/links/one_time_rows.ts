import type { DateTime } from 'luxon'
import { formatDateOnly, formatMoment } from '#formats/times/times'
import { addressOf } from '#pages/address_of'
import type { LinkStanding } from '#pages/owner/links/link_standing'
import type { PageReader } from '#pages/reader'
import type { OneTimeRow } from '#queries/links/one_time_list'

const ENDED_AS = { cancelled: 'cancelled', rejected: 'rejected', expired: 'ran_out' }

interface At {
  timeZone: string
  now: DateTime
}

export function oneTimeRows(rows: readonly OneTimeRow[], at: At, reader: PageReader) {
  return rows.map((row) => {
    const { id, recipientName, recipientEmail, service, spentAt } = row.oneTime
    const bookingId = row.bookingId ?? (spentAt && row.ended?.bookingId)
    return {
      id,
      name: recipientName ?? recipientEmail ?? reader.t('owner.links.once.nobody'),
      what: service.name,
      standing: oneTimeStanding(row, at, reader),
      when: oneTimeDates(row, at, reader),
      act: nextAct(row, at),
      booking: bookingId && addressOf('owner.bookings.show', { id: bookingId }),
    }
  })
}

export function oneTimeStanding(
  { oneTime, bookedAt, ended }: OneTimeRow,
  { now, timeZone }: At,
  { t, locale }: PageReader
): LinkStanding {
  const words = (key: string, values?: object) => t(`owner.links.once.state.${key}`, { ...values })
  const state = oneTime.stateAt(now)
  switch (state) {
    case 'booked':
      if (ended) return { mark: 'off', words: words(ENDED_AS[ended.status]) }
      return {
        mark: 'good',
        words: bookedAt
          ? words('booked', { moment: formatMoment(bookedAt, timeZone, locale) })
          : words('spent'),
      }
    case 'opened':
      return { mark: 'wait', words: words(state, { count: Math.max(1, oneTime.viewCount) }) }
    case 'unused':
      return { mark: 'wait', words: words(state) }
    default:
      return { mark: 'off', words: words(state) }
  }
}

function oneTimeDates({ oneTime }: OneTimeRow, { now, timeZone }: At, reader: PageReader): string {
  const { t, locale } = reader
  const { createdAt, sentAt, expiresAt, spentAt, revokedAt } = oneTime
  const day = (moment: DateTime) => formatDateOnly(moment, timeZone, locale)
  const sent = t('owner.links.once.sent', { day: day(sentAt ?? createdAt) })
  const until = t(`owner.links.once.${expiresAt <= now ? 'ended' : 'ends'}`, {
    day: day(expiresAt),
  })
  const then = spentAt
    ? t('owner.links.once.used', { day: day(spentAt) })
    : revokedAt
      ? t('owner.links.once.withdrawn', { day: day(revokedAt) })
      : until
  return `${sent}, ${then}`
}

/** What whoever looks at it is likely to want; it stands on its page. */
function nextAct({ oneTime, bookingId }: OneTimeRow, { now }: At): string | null {
  const state = oneTime.stateAt(now)
  if (state === 'booked' && bookingId !== null) return null
  if (state === 'revoked' || oneTime.recipientEmail === null) return 'again'
  return { unused: 'send', opened: 'remind', expired: 'anew', booked: 'anew' }[state]
}
