import { formatTime } from '#formats/times/times'
import { addressOf } from '#pages/address_of'
import type { PlacedEvent } from '#pages/owner/diary/column_items'
import { type DiaryReader, type EntryView, entryView } from '#pages/owner/diary/entry_view'
import type { Openings } from '#pages/owner/diary/openings'
import { gridRows } from '#pages/owner/diary/rows'
import type { Shown } from '#pages/owner/diary/shown'
import type { BlockedTime } from '#queries/availability/blocks_on'
import type { DiaryHost } from '#queries/diary/diary_hosts'
import type { Diary, DiaryEntry } from '#queries/diary/load_diary'
import { addSpan, looseSpans, spansOf, unite } from '#scheduling/time/spans'
import type { Span } from '#scheduling/types'

interface Seen {
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

/** What takes a host's time and is no booking: blocks, busy calendars, times held for a link. */
export function awaySeen(
  diary: Diary,
  { id: hostId }: Pick<DiaryHost, 'id'>,
  { own }: Openings,
  { t, timeZone, locale }: DiaryReader,
  canBook: boolean
): Seen[] {
  const isTheirs = (time: { hostId: number }) => time.hostId === hostId
  const seen = ({ start, end }: Span, title: string, what: string, href: string | null): Seen => ({
    span: { start, end },
    view: {
      ...{ looks: ['blocked'], href, title, what, state: '', ticks: [], move: null },
      from: formatTime(start, timeZone, locale),
      to: formatTime(end, timeZone, locale),
    },
  })
  return [
    ...diary.blocks
      .filter(isTheirs)
      .flatMap((block) => seenOf(block, own))
      .map(({ reason, ...block }) =>
        seen(block, t('owner.diary.calendar.away'), reason ?? '', canBook ? pageOf(block) : null)
      ),
    ...united(diary.busy.filter(isTheirs)).map((span) =>
      seen(span, t('owner.diary.calendar.busy'), t('owner.diary.calendar.busy_calendar'), null)
    ),
    ...diary.held
      .filter(isTheirs)
      .map((span) =>
        seen(span, t('owner.diary.calendar.held'), t('owner.diary.calendar.held_for'), null)
      ),
  ]
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
function seenOf<Block extends Span>(block: Block, own: Span | null): Block[] {
  if (own === null) return []
  const [start, end] = [Math.max(block.start, own.start), Math.min(block.end, own.end)]
  return start < end ? [{ ...block, start, end }] : []
}

function united(spans: readonly Span[]): Span[] {
  const loose = looseSpans()
  for (const { start, end } of spans) addSpan(loose, start, end)
  return spansOf(unite(loose))
}
