import { formatTime } from '#formats/times/times'
import { addressOf } from '#pages/address_of'
import type { PlacedEvent } from '#pages/owner/diary/column_items'
import { type DiaryReader, type EntryView, entryView } from '#pages/owner/diary/entry_view'
import type { Openings } from '#pages/owner/diary/openings'
import type { Presence } from '#pages/owner/diary/presence'
import { gridRows } from '#pages/owner/diary/rows'
import type { Shown } from '#pages/owner/diary/shown'
import type { BlockedTime } from '#queries/availability/blocks_on'
import type { DiaryHost } from '#queries/diary/diary_hosts'
import type { Diary, DiaryEntry } from '#queries/diary/load_diary'
import { addSpan, looseSpans, spansOf, unite } from '#scheduling/time/spans'
import type { Span } from '#scheduling/types'

export interface Seen {
  span: Span
  view: EntryView
}

export function placed(seen: readonly Seen[], shown: Shown): PlacedEvent[] {
  return seen
    .filter(({ span }) => span.start < shown.span.end && span.end > shown.span.start)
    .map((event) => ({ ...event, rows: gridRows(event.span, shown) }))
}

export function entriesSeen(
  entries: readonly DiaryEntry[],
  reader: DiaryReader,
  canMove: (entry: DiaryEntry) => boolean
): Seen[] {
  return entries.map((entry) => ({ span: entry, view: entryView(entry, reader, canMove(entry)) }))
}

interface Away {
  openings: Openings
  presence: Presence
  canBook: boolean
}

/** What takes a host's time and is no booking: blocks, busy calendars, times held for a link. */
export function awaySeen(
  diary: Diary,
  { id: hostId, kind }: Pick<DiaryHost, 'id' | 'kind'>,
  { openings: { own }, presence, canBook }: Away,
  reader: DiaryReader
): Seen[] {
  const { t } = reader
  const isTheirs = (time: { hostId: number }) => time.hostId === hostId
  const isAllDay = presence.kind === 'away'
  const away = t(`owner.diary.calendar.${isAllDay ? 'away_all_day' : 'away'}`, { kind })
  const [busy, held] = (['busy', 'held'] as const).map((what) => t(`owner.diary.calendar.${what}`))
  return [
    ...diary.blocks
      .filter(isTheirs)
      .flatMap((block) => withinHours(block, own))
      .map((block) => blockedSeen(block, { title: away, canBook }, reader)),
    ...united(diary.busy.filter(isTheirs)).map((span) =>
      takenSeen(span, { title: busy, what: '' }, reader)
    ),
    ...diary.held
      .filter(isTheirs)
      .map((span) =>
        takenSeen(span, { title: held, what: t('owner.diary.calendar.held_for') }, reader)
      ),
  ]
}

export function blockedSeen(
  block: BlockedTime,
  { title, canBook }: { title: string; canBook: boolean },
  reader: DiaryReader
): Seen {
  const href = canBook ? pageOf(block) : null
  return takenSeen(block, { title, what: block.reason ?? '', href }, reader)
}

interface Taken {
  title: string
  what: string
  href?: string | null
}

export function takenSeen(
  { start, end }: Span,
  { href = null, ...words }: Taken,
  { timeZone, locale }: DiaryReader
): Seen {
  const [from, to] = [start, end].map((at) => formatTime(at, timeZone, locale))
  const view = { ...words, href, from, to, state: '', ticks: [], move: null }
  return { span: { start, end }, view: { ...view, looks: ['blocked'] } }
}

/** One date of a block that repeats has a page of its own. */
function pageOf({
  blockId: id,
  isWeekly,
  date,
}: Pick<BlockedTime, 'blockId' | 'isWeekly' | 'date'>) {
  return isWeekly
    ? addressOf('owner.block_dates.edit', { id }, { query: { date } })
    : addressOf('owner.blocks.edit', { id })
}

/** Of blocked time only what is taken out of the hours is of interest. */
export function withinHours<Time extends Span>(time: Time, own: Span | null): Time[] {
  if (own === null) return []
  const [start, end] = [Math.max(time.start, own.start), Math.min(time.end, own.end)]
  return start < end ? [{ ...time, start, end }] : []
}

export function united(spans: readonly Span[]): Span[] {
  const loose = looseSpans()
  for (const { start, end } of spans) addSpan(loose, start, end)
  return spansOf(unite(loose))
}
