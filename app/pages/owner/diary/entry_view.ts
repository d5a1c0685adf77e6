import { formatTime, isoTime, minutesOfDay } from '#formats/times/times'
import { placeTicks } from '#formats/times/sessions_of_day'
import { addressOf } from '#pages/address_of'
import type { PageReader } from '#pages/reader'
import type { DiaryEvent } from '#queries/diary/diary_events'
import type { DiaryEntry } from '#queries/diary/load_diary'
import { dateAt } from '#scheduling/time/zones'
import type { Instant } from '#scheduling/types'

/** What the diary is read with: times are on the business's clock. */
export interface DiaryReader extends PageReader {
  timeZone: string
  now: Instant
}

export interface EntryView {
  looks: ('past' | 'waiting' | 'group' | 'blocked')[]
  href: string | null
  from: string
  to: string
  title: string
  what: string
  state: string
  ticks: boolean[]
  /** Where it is moved, from the time that it has; null where it cannot be. */
  move: string | null
}

export function entryView(entry: DiaryEntry, reader: DiaryReader, canMove: boolean): EntryView {
  const { kind, start, end, places, clientName, serviceName } = entry
  const { timeZone, locale, now } = reader
  const isWaiting = entry.status === 'pending'
  return {
    looks: [
      ...(end <= now ? (['past'] as const) : []),
      ...(isWaiting ? (['waiting'] as const) : []),
      ...(kind === 'session' ? (['group'] as const) : []),
    ],
    href: recordOf(entry),
    from: formatTime(start, timeZone, locale),
    to: formatTime(end, timeZone, locale),
    title: clientName ?? serviceName,
    what: whatOf(entry, reader),
    state: stateOf(entry, reader),
    ticks: places ? placeTicks({ capacity: places.capacity, left: leftOf(places) }) : [],
    move: canMove ? moveOf(entry, reader) : null,
  }
}

/** Who has a place in a session is counted there. */
export interface Counts {
  count: number
  sessions: number
  /** What is to be decided. */
  waiting: number
}

export function countsOf(events: readonly Pick<DiaryEvent, 'kind' | 'status'>[]): Counts {
  return {
    count: events.filter(({ kind }) => kind === 'booking').length,
    sessions: events.filter(({ kind }) => kind === 'session').length,
    waiting: events.filter(isDecision).length,
  }
}

function isDecision({ kind, status }: Pick<DiaryEvent, 'kind' | 'status'>): boolean {
  return status === 'pending' && (kind === 'booking' || kind === 'move')
}

function whatOf({ kind, serviceName }: DiaryEntry, { t }: DiaryReader): string {
  if (kind === 'session') return t('owner.diary.calendar.group_session')
  if (kind === 'move') return t('owner.diary.calendar.asks_to_move', { service: serviceName })
  return serviceName
}

function moveOf(
  { kind, id, status, start }: DiaryEntry,
  { timeZone, now }: DiaryReader
): string | null {
  if (kind !== 'booking' || status !== 'approved' || start <= now) return null
  const at = { date: dateAt(timeZone, start), time: isoTime(minutesOfDay(start, timeZone)) }
  return addressOf('owner.new_bookings.create', {}, { query: { move: id, ...at } })
}

function recordOf({ kind, id, status }: DiaryEntry): string | null {
  switch (kind) {
    case 'booking':
      return addressOf(status === 'pending' ? 'owner.requests.show' : 'owner.bookings.show', { id })
    case 'session':
      return addressOf('owner.group_sessions.show', { id })
    case 'move':
      return addressOf('owner.move_requests.show', { id })
    default:
      return null
  }
}

function stateOf(entry: DiaryEntry, { t, now }: DiaryReader): string {
  const { kind, places, status, start, end } = entry
  if (places) {
    const { taken, capacity, waiting } = places
    return t('owner.diary.calendar.places', {
      taken,
      capacity,
      waiting,
      isFull: String(taken >= capacity),
    })
  }
  if (kind === 'offer') return t('owner.diary.calendar.state.offered')
  if (status !== 'approved') return t(`owner.diary.calendar.state.${status}`)
  const isUnderWay = start <= now && now < end
  const words = [
    isUnderWay && 'under_way',
    entry.isAnyway && now < end && 'anyway',
    now < end && replyOf(entry),
  ]
  return words
    .filter((word) => word !== false)
    .map((word) => t(`owner.diary.calendar.state.${word}`))
    .join(' · ')
}

/** What its client answered to a reminder; false where they did not. */
export function replyOf({ isComing }: Pick<DiaryEntry, 'isComing'>) {
  if (isComing === null) return false
  return isComing ? 'coming' : 'not_coming'
}

function leftOf({ taken, capacity }: { taken: number; capacity: number }): number {
  return capacity - taken
}
