import type { DateTime } from 'luxon'
import { dayMoment } from '#formats/times/month_grid'
import { formatDate, formatRange, formatTime } from '#formats/times/times'
import { formatNames } from '#formats/words/directions'
import type Booking from '#models/bookings/booking'
import type { PageReader } from '#pages/reader'
import { roomsAtItsTime, type RoomAtItsTime } from '#queries/bookings/other_rooms'
import type { Reason, ReasonCode } from '#scheduling/types'

export interface RoomChoice {
  id: number
  name: string
  /** Null where it is free. */
  why: string | null
}

export interface RoomChoices {
  /** Empty where no room is kept for it. */
  now: string
  rooms: RoomChoice[]
  isAnyFree: boolean
}

/** What is held of a room says most. */
const FIRST_TOLD: readonly ReasonCode[] = ['busy', 'full', 'buffer']

/** Where the booking could be instead at its time, the free rooms first; null where it is in none. */
export async function roomChoices(
  booking: Booking,
  now: DateTime,
  reader: PageReader
): Promise<RoomChoices | null> {
  if (!booking.holdsTime || !booking.canBeReassigned(now)) return null
  const found = await roomsAtItsTime(booking, now)
  if (!found) return null
  const { own, others } = found
  const zone = now.zoneName ?? 'utc'
  const rooms = others.map((room) => ({
    ...{ id: room.id, name: room.name },
    why: whyNot(room, zone, reader),
  }))
  return {
    now: formatNames(own, reader.locale),
    rooms: [...rooms.filter(({ why }) => !why), ...rooms.filter(({ why }) => why)],
    isAnyFree: rooms.some(({ why }) => !why),
  }
}

function whyNot(
  { reasons, inTheWay }: RoomAtItsTime,
  zone: string,
  { t, locale }: PageReader
): string | null {
  const reason = reasons.find(({ code }) => FIRST_TOLD.includes(code)) ?? reasons.at(0)
  if (!reason) return null
  const say = (key: string, figures: Record<string, string | number> = {}) =>
    t(`owner.bookings.room.why.${key}`, figures)
  if (inTheWay && FIRST_TOLD.includes(reason.code)) {
    const { start, end, clientName, serviceName } = inTheWay
    const range = formatRange(start, end, zone, locale)
    return say('booked', { name: clientName ?? serviceName, range })
  }
  return say(reason.code, figuresOf(reason, zone, locale))
}

function figuresOf(reason: Reason, zone: string, locale: string): Record<string, string | number> {
  switch (reason.code) {
    case 'busy':
    case 'buffer':
    case 'blocked':
      return { range: formatRange(reason.start, reason.end, zone, locale) }
    case 'does_not_fit':
      return { closes: formatTime(reason.closesAt, zone, locale) }
    case 'closed_that_day':
      return { day: formatDate(dayMoment(reason.date), 'UTC', locale) }
    case 'day_limit':
    case 'week_limit':
      return { limit: reason.limit }
    default:
      return {}
  }
}
