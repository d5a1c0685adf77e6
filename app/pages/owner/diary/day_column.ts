import { formatFreeTime } from '#formats/times/lengths'
import { formatTime, isoDate, isoTime, minutesOfDay, zoneCity } from '#formats/times/times'
import { addressOf } from '#pages/address_of'
import { type DiaryReader, type EntryView, entryView } from '#pages/owner/diary/entry_view'
import { gapsIn } from '#pages/owner/diary/gaps'
import { inLanes, type Lane } from '#pages/owner/diary/lanes'
import { type Openings, type Shut, shutOn } from '#pages/owner/diary/openings'
import { placeOf, pointOf, type Rows, gridRows } from '#pages/owner/diary/rows'
import type { Shown } from '#pages/owner/diary/shown'
import type { DiaryHost } from '#queries/diary/diary_hosts'
import type { Diary } from '#queries/diary/load_diary'
import { MINUTE } from '#scheduling/time/dates'
import { addSpan, looseSpans, unite } from '#scheduling/time/spans'
import { offsetMinutesAt } from '#scheduling/time/zones'
import type { Instant, Span } from '#scheduling/types'

export type ColumnItem = { place: string } & (
  | { kind: 'shut'; words: string }
  | ({ kind: 'event'; isShort: boolean } & EntryView & Lane)
  | ({ kind: 'more'; count: number; href: string } & Lane)
  | { kind: 'gap'; href: string; time: string; length: string }
  | { kind: 'now'; time: string; isBehind: boolean }
)

export interface DayColumn {
  id: number
  name: string
  isChosen: boolean
  hours: string
  count: number
  /** Where their clock shows another time. */
  zoneNote: string
  firstGap: Instant | null
  items: ColumnItem[]
}

interface Asked {
  host: DiaryHost
  openings: Openings
  diary: Diary
  shown: Shown
  reader: DiaryReader
  canBook: boolean
}

const MOST_LANES = 4
const SHORT_MINUTES = 40
/** So long the text of an event is, from its start. */
const TEXT_MINUTES = 30

export function dayColumn(asked: Asked): Omit<DayColumn, 'isChosen'> {
  const { host, openings, diary, shown, reader } = asked
  const own = diary.entries.filter(({ hostIds }) => hostIds.includes(host.id))
  const inDay = own.filter(({ start }) => shown.day.start <= start && start < shown.day.end)
  const events = eventsOf(asked)
  const gaps = asked.canBook ? gapsOf(asked, events) : []
  const items = [
    ...shutOn(host, openings, shown.day, shown.span).map((shut) => shutItem(shut, asked)),
    ...eventItems(events, asked),
    ...gaps.map((gap) => gapItem(gap, asked)),
    ...nowItems(events, asked),
  ]
  return {
    id: host.id,
    name: host.name,
    hours: hoursOf(openings, reader),
    count: inDay.filter(({ kind }) => kind === 'booking' || kind === 'session').length,
    zoneNote: zoneNote(host, shown.day, reader),
    firstGap: gaps[0]?.start ?? null,
    items: items.toSorted((one, other) => one.row - other.row).map(({ item }) => item),
  }
}

interface Placed {
  row: number
  item: ColumnItem
}

type Event = { span: Span; rows: Rows; view: EntryView }

function eventsOf({ host, diary, shown, reader }: Asked): Event[] {
  const isTheirs = ({ hostId }: { hostId: number }) => hostId === host.id
  const { t, timeZone, locale } = reader
  const blocked = (span: Span, title: string, what: string) => ({
    span,
    view: {
      ...{ looks: ['blocked' as const], href: null, title, what, state: '', ticks: [] },
      from: formatTime(span.start, timeZone, locale),
      to: formatTime(span.end, timeZone, locale),
    },
  })
  return [
    ...diary.entries
      .filter(({ hostIds }) => hostIds.includes(host.id))
      .map((entry) => ({ span: entry, view: entryView(entry, reader) })),
    ...united(diary.busy.filter(isTheirs)).map((span) =>
      blocked(span, t('owner.calendar.busy'), t('owner.calendar.busy_calendar'))
    ),
    ...diary.held
      .filter(isTheirs)
      .map((span) => blocked(span, t('owner.calendar.held'), t('owner.calendar.held_for'))),
  ]
    .filter(({ span }) => span.start < shown.span.end && span.end > shown.span.start)
    .map(({ span, view }) => ({ span, view, rows: gridRows(span, shown) }))
}

function united(spans: readonly Span[]): Span[] {
  const loose = looseSpans()
  for (const { start, end } of spans) addSpan(loose, start, end)
  const edges = unite(loose)
  return edges.flatMap((start, index) => (index % 2 ? [] : [{ start, end: edges[index + 1] }]))
}

function eventItems(events: Event[], { host, shown, reader }: Asked): Placed[] {
  const { shown: laned, more } = inLanes(events, MOST_LANES)
  const date = isoDate(shown.day.start, reader.timeZone)
  const href = addressOf(
    'owner.bookings.index',
    {},
    { query: { view: 'all', from: date, until: date, host: host.id } }
  )
  return [
    ...laned.map(({ span, view, rows, lane, of }) => ({
      row: rows.from,
      item: {
        ...view,
        ...{ kind: 'event' as const, place: placeOf(rows), lane, of },
        isShort: span.end - span.start < SHORT_MINUTES * MINUTE,
      },
    })),
    ...more.map(({ count, lane, of, ...rows }) => ({
      row: rows.from,
      item: { kind: 'more' as const, place: placeOf(rows), count, href, lane, of },
    })),
  ]
}

function shutItem({ why, reason, ...span }: Shut, { shown, reader, openings }: Asked): Placed {
  const { t, timeZone, locale } = reader
  const time = (instant: Instant) => formatTime(instant, timeZone, locale)
  const at = why === 'after' ? openings.own?.end : openings.own?.start
  const words =
    why === 'closed' && reason
      ? reason
      : [t(`owner.calendar.shut.${why}`, { time: at === undefined ? '' : time(at) }), reason]
          .filter(Boolean)
          .join(' · ')
  const rows = gridRows(span, { ...shown, least: 1 })
  return { row: rows.from, item: { kind: 'shut', place: placeOf(rows), words } }
}

function gapsOf({ host, openings, diary, shown, reader }: Asked, events: Event[]): Span[] {
  const claims = diary.taken.filter(({ hostId }) => hostId === host.id)
  const taken = [...claims, ...events.map(({ span }) => span)]
  const { shortestMinutes } = host
  return gapsIn({
    ...{ open: openings.all, taken, shortestMinutes },
    shown: shown.span,
    now: reader.now,
  })
}

function gapItem({ start, end }: Span, { host, shown, reader }: Asked): Placed {
  const { timeZone, locale } = reader
  const rows = gridRows({ start, end }, shown)
  const query = {
    date: isoDate(start, timeZone),
    time: isoTime(minutesOfDay(start, timeZone)),
    host: host.id,
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

function nowItems(events: Event[], { shown, reader }: Asked): Placed[] {
  const { now, timeZone, locale } = reader
  if (now < shown.span.start || now >= shown.span.end) return []
  const row = gridRows({ start: now, end: now }, shown).from
  const isBehind = events.some(
    ({ span: { start, end } }) => start <= now && now < Math.min(end, start + TEXT_MINUTES * MINUTE)
  )
  const time = formatTime(now, timeZone, locale)
  return [{ row, item: { kind: 'now', place: pointOf(row), time, isBehind } }]
}

function hoursOf({ own }: Openings, { t, timeZone, locale }: DiaryReader): string {
  if (own === null) return t('owner.calendar.closed')
  const [opens, closes] = [own.start, own.end].map((at) => formatTime(at, timeZone, locale))
  return `${opens} – ${closes}`
}

function zoneNote(host: DiaryHost, day: Span, { t, timeZone, locale }: DiaryReader): string {
  const noon = (day.start + day.end) / 2
  if (offsetMinutesAt(host.timeZone, noon) === offsetMinutesAt(timeZone, noon)) return ''
  return t('owner.calendar.other_zone', {
    city: zoneCity(host.timeZone),
    time: formatTime(noon, timeZone, locale),
    theirs: formatTime(noon, host.timeZone, locale),
  })
}
