import { formatFreeTime } from '#formats/times/lengths'
import { formatTime, isoDate, isoTime, minutesOfDay } from '#formats/times/times'
import { addressOf } from '#pages/address_of'
import type { DiaryReader, EntryView } from '#pages/owner/diary/entry_view'
import type { inLanes, Lane } from '#pages/owner/diary/lanes'
import type { Shut } from '#pages/owner/diary/openings'
import { absenceWords, type Presence } from '#pages/owner/diary/presence'
import { placeOf, pointOf, type Rows, gridRows } from '#pages/owner/diary/rows'
import type { Shown } from '#pages/owner/diary/shown'
import { MINUTE } from '#scheduling/time/dates'
import type { Instant, Span } from '#scheduling/types'

export type ColumnItem = { place: string } & (
  | { kind: 'shut'; words: string; isTold: boolean }
  | { kind: 'pause'; isShort: boolean }
  | ({ kind: 'event'; isShort: boolean; isLine: boolean; isBeyond: boolean } & EntryView & Lane)
  | ({ kind: 'more'; count: number; href: string } & Lane)
  | { kind: 'gap'; href: string; time: string; length: string }
  | { kind: 'now'; time: string; isBehind: boolean }
)

/** With the row it begins in, since a list is read from its first row to its last. */
export interface PlacedItem {
  row: number
  item: ColumnItem
}

export interface PlacedEvent {
  span: Span
  rows: Rows
  view: EntryView
}

const SHORT_MINUTES = 40
/** So long the text of an event is, from its start. */
const TEXT_MINUTES = 30

export function inOrder(items: readonly PlacedItem[]): ColumnItem[] {
  return items.toSorted((one, other) => one.row - other.row).map(({ item }) => item)
}

/**
 * Side by side or in stacks, with a way to what has no room.
 *
 * @param textRows how many rows two lines of text need
 */
export function eventItems(
  { shown, beyond, more }: ReturnType<typeof inLanes<PlacedEvent>>,
  href: string,
  textRows = 0
): PlacedItem[] {
  const itemOf = ({ span, view, rows, lane, of }: PlacedEvent & Lane, isBeyond: boolean) => ({
    row: rows.from,
    item: {
      ...view,
      ...{ kind: 'event' as const, place: placeOf(rows), lane, of, isBeyond },
      isShort: span.end - span.start < SHORT_MINUTES * MINUTE,
      isLine: rows.to - rows.from < textRows,
    },
  })
  return [
    ...shown.map((event) => itemOf(event, false)),
    ...beyond.map((event) => itemOf(event, true)),
    ...more.map(({ count, lane, of, ...rows }) => ({
      row: rows.from,
      item: { kind: 'more' as const, place: placeOf(rows), count, href, lane, of },
    })),
  ]
}

export function shutItem(
  shut: Shut,
  presence: Presence,
  shown: Shown,
  reader: DiaryReader
): PlacedItem {
  const rows = gridRows(shut, { ...shown, least: 1 })
  const words = shutWords(shut, presence, reader)
  return { row: rows.from, item: { kind: 'shut', place: placeOf(rows), words, isTold: true } }
}

/** Whoever is away all day neither comes nor goes home. */
function shutWords({ why, reason }: Shut, presence: Presence, reader: DiaryReader): string {
  const { t, timeZone, locale } = reader
  if (presence.kind !== 'in') return why === 'closed' ? absenceWords(presence, reader) : ''
  const { start, end } = presence.hours
  const time = formatTime(why === 'after' ? end : start, timeZone, locale)
  return [t(`owner.diary.calendar.shut.${why}`, { time }), reason].filter(Boolean).join(' · ')
}

/** So high that its word can be read. */
const TOLD_MINUTES = 15

export function pauseItem(span: Span, shown: Shown): PlacedItem {
  const rows = gridRows(span, { ...shown, least: 1 })
  const isShort = span.end - span.start < TOLD_MINUTES * MINUTE
  return { row: rows.from, item: { kind: 'pause', place: placeOf(rows), isShort } }
}

export function gapItem(
  { start, end }: Span,
  hostId: number | null,
  shown: Shown,
  { timeZone, locale }: DiaryReader
): PlacedItem {
  const rows = gridRows({ start, end }, shown)
  const query = {
    date: isoDate(start, timeZone),
    time: isoTime(minutesOfDay(start, timeZone)),
    host: hostId,
  }
  return {
    row: rows.from,
    item: {
      kind: 'gap',
      place: placeOf(rows),
      href: addressOf('owner.new_bookings.create', {}, { query }),
      time: formatTime(start, timeZone, locale),
      length: formatFreeTime(Math.round((end - start) / MINUTE), locale),
    },
  }
}

export function nowItems(
  events: readonly PlacedEvent[],
  shown: Shown,
  { now, timeZone, locale }: DiaryReader
): PlacedItem[] {
  if (now < shown.span.start || now >= shown.span.end) return []
  const row = gridRows({ start: now, end: now }, shown).from
  const textUntil = ({ start, end }: Span): Instant => Math.min(end, start + TEXT_MINUTES * MINUTE)
  const isBehind = events.some(({ span }) => span.start <= now && now < textUntil(span))
  const time = formatTime(now, timeZone, locale)
  return [{ row, item: { kind: 'now', place: pointOf(row), time, isBehind } }]
}
