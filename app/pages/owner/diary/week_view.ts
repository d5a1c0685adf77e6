import { dateFormat, dayPeriod } from '#formats/words/intl'
import { dayMoment } from '#formats/times/month_grid'
import { formatHour, formatTime, isoTime } from '#formats/times/times'
import { addressOf } from '#pages/address_of'
import {
  type ColumnItem,
  eventItems,
  gapItem,
  inOrder,
  nowItems,
  type PlacedEvent,
  type PlacedItem,
  shutItem,
} from '#pages/owner/diary/column_items'
import {
  type DiaryReader,
  type EntryView,
  isBooking,
  isDecision,
} from '#pages/owner/diary/entry_view'
import { awaySeen, entriesSeen, placed } from '#pages/owner/diary/events'
import { freeFor } from '#pages/owner/diary/gaps'
import { hullOf, type Openings, openingsOn, reasonOn, shutOn } from '#pages/owner/diary/openings'
import {
  placeOf,
  pointOf,
  type Rows,
  ROWS_OF_HOUR,
  gridRows,
  wallMinutes,
} from '#pages/owner/diary/rows'
import type { Shown } from '#pages/owner/diary/shown'
import type { DiaryHost } from '#queries/diary/diary_hosts'
import type { Diary, DiaryEntry } from '#queries/diary/load_diary'
import { addEdges, looseSpans, spansOf, subtract, unite } from '#scheduling/time/spans'
import { dateAt, instantAt } from '#scheduling/time/zones'
import type { Span } from '#scheduling/types'

export interface DatedDay extends Span {
  date: string
}

interface Asked {
  diary: Diary
  days: readonly DatedDay[]
  /** Null shows everyone. */
  hostId: number | null
  canBookFor: (host: DiaryHost) => boolean
  reader: DiaryReader
}

export interface WeekDay {
  date: string
  name: string
  isToday: boolean
  isOpen: boolean
  count: number
  href: string
  /** What the clock shows at each hour. */
  clocks: string
  items: ColumnItem[]
}

export interface WeekView {
  place: string
  isWide: boolean
  hours: { place: string; label: string }[]
  days: WeekDay[]
  count: number
  waiting: number
}

const MOST_LANES = 4
const LEAST_ROWS = 3
const EMPTY_DAY = { from: 8 * ROWS_OF_HOUR, to: 18 * ROWS_OF_HOUR }
const MIDNIGHT = 24 * ROWS_OF_HOUR

export function weekView(asked: Asked): WeekView {
  const { diary, days, hostId, reader } = asked
  const hosts = diary.hosts.filter(({ id }) => hostId === null || id === hostId)
  const entries = diary.entries.filter(({ hostIds }) =>
    hosts.some(({ id }) => hostIds.includes(id))
  )
  const openDays = days.map((day) => new Map(hosts.map((host) => [host, openingsOn(host, day)])))
  const within = hoursShown({ days, openDays, entries, reader })
  const weekEntries = entries.filter((entry) => days.some((day) => beginsOn(day, entry)))
  return {
    place: placeOf(within),
    isWide: dayPeriod(0, reader.locale) !== null,
    hours: Array.from({ length: (within.to - within.from) / ROWS_OF_HOUR }, (_, index) => {
      const row = within.from + index * ROWS_OF_HOUR
      return { place: pointOf(row), label: formatHour(row / ROWS_OF_HOUR, reader.locale) }
    }),
    days: days.map((day, index) => {
      const inDay = entries.filter(({ start, end }) => start < day.end && end > day.start)
      const openings = openDays[index]
      return weekDay({ ...asked, day, openings, within, entries: inDay })
    }),
    count: weekEntries.filter(isBooking).length,
    waiting: weekEntries.filter(isDecision).length,
  }
}

type OpenHosts = Map<DiaryHost, Openings>

interface Hours {
  days: readonly DatedDay[]
  openDays: readonly OpenHosts[]
  entries: readonly DiaryEntry[]
  reader: DiaryReader
}

/** Whole hours by the clock on the wall, the same for all days, none past midnight. */
function hoursShown({ days, openDays, entries, reader }: Hours) {
  const rows = days.flatMap((day, index) => {
    const clock = wallMinutes(reader.timeZone, day.date)
    const open = [...openDays[index].values()].flatMap(({ own }) => own ?? [])
    return [...open, ...entries]
      .filter(({ start, end }) => start < day.end && end > day.start)
      .map((span) => gridRows(span, { clock, within: { from: 0, to: MIDNIGHT } }))
  })
  const hull = hullOf(rows.map(({ from, to }) => ({ start: from, end: to })))
  if (hull === null) return EMPTY_DAY
  return {
    from: Math.floor(hull.start / ROWS_OF_HOUR) * ROWS_OF_HOUR,
    to: Math.ceil(hull.end / ROWS_OF_HOUR) * ROWS_OF_HOUR,
  }
}

interface Day extends Asked {
  day: DatedDay
  openings: OpenHosts
  within: Rows
  entries: readonly DiaryEntry[]
}

function weekDay({ day, openings, within, entries, ...asked }: Day): WeekDay {
  const { diary, hostId, canBookFor, reader } = asked
  const { date } = day
  const clock = wallMinutes(reader.timeZone, date)
  const shown: Shown = { day, span: hoursOf(day, within, reader), clock, within, least: LEAST_ROWS }
  const href = addressOf('owner.calendars.show', {}, { query: { view: 'day', date, host: hostId } })
  const [alone] = openings.size === 1 ? openings : []
  const canMove = ({ hostIds }: DiaryEntry) =>
    diary.hosts.filter(({ id }) => hostIds.includes(id)).every(canBookFor)
  const seen = entriesSeen(entries, reader, canMove).map(({ span, view }, index) => ({
    span,
    view: { ...view, what: noteOf(entries[index], view, alone ? null : diary) },
  }))
  const away = alone ? awaySeen(diary, ...alone, reader, canBookFor(alone[0])) : []
  const events = placed([...seen, ...away], shown)
  return {
    date,
    name: dateFormat('weekdayAndDay', 'UTC', reader.locale).format(dayMoment(date)),
    isToday: dateAt(reader.timeZone, reader.now) === date,
    isOpen: [...openings.values()].some(({ own }) => own !== null),
    count: entries.filter((entry) => isBooking(entry) && beginsOn(day, entry)).length,
    href,
    clocks: clocksOf(date, within),
    items: inOrder([
      ...(alone ? shutOf(alone, shown, reader) : closedItems(openings, shown, reader)),
      ...eventItems(events, { most: MOST_LANES, href }),
      ...(alone && canBookFor(alone[0]) ? gapItems(alone, events, { diary, shown, reader }) : []),
      ...nowItems(events, shown, reader),
    ]),
  }
}

function clocksOf(date: string, { from, to }: Rows): string {
  const hours = Array.from({ length: (to - from) / ROWS_OF_HOUR }, (_, nth) => nth)
  return hours.map((nth) => `${date}T${isoTime((from / ROWS_OF_HOUR + nth) * 60)}`).join(' ')
}

function hoursOf({ date }: DatedDay, { from, to }: Rows, { timeZone }: DiaryReader): Span {
  const [start, end] = [from, to].map((row) =>
    instantAt(timeZone, date, isoTime((row * 60) / ROWS_OF_HOUR))
  )
  return { start, end }
}

function beginsOn(day: Span, { start }: Span): boolean {
  return day.start <= start && start < day.end
}

/** There is room for one: what is special of it, else whose it is. */
function noteOf(entry: DiaryEntry, { state, what }: EntryView, everyone: Diary | null): string {
  const { kind, status, hostIds, isAnyway } = entry
  const isSpecial = status === 'pending' || status === 'no_show' || isAnyway
  if (kind === 'session' || (isSpecial && state !== '')) return state
  if (everyone === null) return what
  const { hosts } = everyone
  const names = hosts.filter(({ id }) => hostIds.includes(id)).map(({ name }) => name)
  return names.join(', ')
}

type OneHost = [DiaryHost, Openings]

function shutOf([host, openings]: OneHost, shown: Shown, reader: DiaryReader): PlacedItem[] {
  return shutOn(host, openings, shown.day, shown.span).map((shut) =>
    shutItem(shut, openings.own, shown, reader)
  )
}

/** Where nobody is in. */
function closedItems(hosts: OpenHosts, shown: Shown, reader: DiaryReader): PlacedItem[] {
  const { t, timeZone, locale } = reader
  const open = looseSpans()
  for (const { all } of hosts.values()) addEdges(open, all)
  const { start, end } = shown.span
  const reasons = [...hosts.keys()].flatMap((host) => reasonOn(host, shown.day.start) ?? [])
  return spansOf(subtract([start, end], unite(open), start, end)).map((span) => {
    const isAllDay = span.start === start && span.end === end
    const rows = gridRows(span, { ...shown, least: 1 })
    const [from, until] = [span.start, span.end].map((at) => formatTime(at, timeZone, locale))
    const words = isAllDay
      ? [...new Set(reasons)].join(', ') || t('owner.diary.calendar.closed')
      : t('owner.diary.calendar.closed_between', { from, until })
    return {
      row: rows.from,
      item: { kind: 'shut', place: placeOf(rows), words, isTold: isAllDay },
    }
  })
}

interface Drawn {
  diary: Diary
  shown: Shown
  reader: DiaryReader
}

function gapItems(
  [host, openings]: OneHost,
  events: readonly PlacedEvent[],
  { diary, shown, reader }: Drawn
): PlacedItem[] {
  return freeFor(host, openings, events, { diary, shown, reader }).map((gap) =>
    gapItem(gap, host.id, shown, reader)
  )
}
