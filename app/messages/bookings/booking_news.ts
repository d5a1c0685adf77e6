import type { DateTime } from 'luxon'
import type Booking from '#models/bookings/booking'
import { CORRECTED_FIELDS, type CorrectedField } from '#models/bookings/booking_event'
import type Notification from '#models/notifications/notification'
import { findTold } from '#queries/bookings/told'
import { wordsOf } from '#queries/bookings/words_of'
import {
  NEWS,
  type News,
  newsOf,
  type NewsType,
  type Standing,
  WORD_KINDS,
  type WordKind,
} from '#scheduling/news'

const IS_NEWS = new Set<string>(NEWS)

/** Null for messages that never depend on earlier ones, and for one that is sent again by hand. */
export async function findNews(
  notification: Notification,
  booking: Booking,
  now: Standing
): Promise<News | null> {
  const { type, channel, isForClient: isClient, resends } = notification
  // What a browser shows is gone with a touch, and reminds of what mails tell.
  if (!isNews(type) || resends > 0 || channel === 'push') return null
  // The clock has ended it, and whoever records that owes a message of its own.
  if (now.status !== booking.status) return null
  const told = await findTold(notification, booking)
  const changed = rewordedKinds(notification)
  return newsOf({ type, now, told, isClient, changed })
}

export function rewordedKinds({ data }: Notification): WordKind[] {
  return WORD_KINDS.filter((kind) => Array.isArray(data.changed) && data.changed.includes(kind))
}

export function correctedFields({ data }: Notification): CorrectedField[] {
  const { corrected } = data
  return CORRECTED_FIELDS.filter((field) => Array.isArray(corrected) && corrected.includes(field))
}

function isNews(type: string): type is NewsType {
  return IS_NEWS.has(type)
}

export function standingOf(booking: Booking, now: DateTime, isTheirs: boolean): Standing {
  const { startsAt, endsAt, hostId, calendarSequence: version } = booking
  return {
    status: booking.statusAt(now),
    startsAt: startsAt.toUTC().toISO() ?? '',
    endsAt: endsAt.toUTC().toISO() ?? '',
    ...{ hostId, version, isTheirs, words: wordsOf(booking) },
    ...(booking.host.kind === 'room' && { isByRoom: true }),
  }
}
