import { dateFormat, dayPeriod } from '#formats/words/intl'
import { dayMoment } from '#formats/times/month_grid'
import { formatHour, formatTime, isoTime } from '#formats/times/times'
import { addressOf } from '#pages/address_of'
import { absencesOn } from '#pages/owner/diary/absences'
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
  type Counts,
  countsOf,
  type DiaryReader,
  type EntryView,
} from '#pages/owner/diary/entry_view'
import { awaySeen, entriesSeen, placed } from '#pages/owner/diary/events'
import { freeFor } from '#pages/owner/diary/gaps'
import { type CalendarLook, looksOf } from '#pages/owner/diary/looks'
import { hullOf, shutOn } from '#pages/owner/diary/openings'
import { type HostDay, hostDays } from '#pages/owner/diary/presence'
import {
  placeOf,
  pointOf,
  type Rows,
  ROWS_OF_HOUR,
  gridRows,
  wallMinutes,
} from '#pages/owner/diary/rows'
import { shortNames } from '#pages/owner/diary/short_names'
import type { Shown } from '#pages/owner/diary/shown'
import { someAway } from '#pages/owner/diary/some_away'
import { inStacks, textRowsFor } from '#pages/owner/diary/stacks'
import type { DiaryHost } from '#queries/diary/diary_hosts'
import type { Diary, DiaryEntry } from '#queries/diary/load_diary'
import { addEdges, addSpan, looseSpans, spansOf, subtract, unite } from '#scheduling/time/spans'
import { dateAt, instantAt } from '#scheduling/time/zones'
import type { Span } from '#scheduling/types'

export interface DatedDay extends Span {
  date: string
}

interface WeekInput {
  diary: Diary
  days: readonly DatedDay[]
  /** Null shows everyone. */
  hostId: number | null
  canBookFor: (host: DiaryHost) => boolean
  reader: DiaryReader
}

export interface WeekDay extends Counts {
  date: string
  name: string
  isToday: boolean
  /** Somebody is in. */
  isOpen: boolean
  /** Who is not in, in words. */
  absences: string[]
  href: string
  /** What the clock shows at each hour. */
  clocks: string
  items: ColumnItem[]
}

export interface WeekView extends Counts {
  place: string
  /** How high its hours are: see `stacks`. */
  textRows: number
  isWide: boolean
  hours: { place: string; label: string }[]
  days: WeekDay[]
  /** What the key names. */
  looks: CalendarLook[]
}

const LEAST_ROWS = 3
const EMPTY_DAY = { from: 8 * ROWS_OF_HOUR, to: 18 * ROWS_OF_HOUR }
const MIDNIGHT = 24 * ROWS_OF_HOUR

export function weekView(input: WeekInput): WeekView {
  const { diary, days, hostId, reader } = input
  const isShown = (id: number) => hostId === null || id === hostId
  const entries = diary.entries.filter(({ hostIds }) => hostIds.some(isShown))
  const openDays = hostDays(diary, days).map((day) => day.filter(({ host }) => isShown(host.id)))
  const within = hoursShown({ days, openDays, entries, reader })
  const weekEntries = entries.filter((entry) => days.some((day) => beginsOn(day, entry)))
  const seenDays = days.map((day, index) => {
    const inDay = entries.filter(({ start, end }) => start < day.end && end > day.start)
    return seenOn({ ...input, day, hosts: openDays[index], within, entries: inDay })
  })
  const textRows = textRowsFor(seenDays.map(({ events }) => events))
  const weekDays = seenDays.map((seen) => weekDay(seen, textRows))
  return {
    place: placeOf(within),
    textRows,
    isWide: dayPeriod(0, reader.locale) !== null,
    hours: Array.from({ length: (within.to - within.from) / ROWS_OF_HOUR }, (_, index) => {
      const row = within.from + index * ROWS_OF_HOUR
      return { place: pointOf(row), label: formatHour(row / ROWS_OF_HOUR, reader.locale) }
    }),
    days: weekDays,
    looks: looksOf(weekDays),
    ...countsOf(weekEntries),
  }
}

interface Hours {
  days: readonly DatedDay[]
  openDays: readonly HostDay[][]
  entries: readonly DiaryEntry[]
  reader: DiaryReader
}

/** Whole hours by the clock on the wall, the same for all days, none past midnight. */
function hoursShown({ days, openDays, entries, reader }: Hours) {
  const rows = days.flatMap((day, index) => {
    const clock = wallMinutes(reader.timeZone, day.date)
    const open = openDays[index].flatMap(({ openings: { own } }) => own ?? [])
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

interface Day extends WeekInput {
  day: DatedDay
  hosts: readonly HostDay[]
  within: Rows
  entries: readonly DiaryEntry[]
}

interface SeenDay extends Day {
  shown: Shown
  events: PlacedEvent[]
}

function seenOn(input: Day): SeenDay {
  const { day, hosts, within, entries, diary, canBookFor, reader } = input
  const clock = wallMinutes(reader.timeZone, day.date)
  const shown: Shown = { day, span: hoursOf(day, within, reader), clock, within, least: LEAST_ROWS }
  const [alone] = hosts.length === 1 ? hosts : []
  const canMove = ({ hostIds }: DiaryEntry) =>
    diary.hosts.filter(({ id }) => hostIds.includes(id)).every(canBookFor)
  const names = alone ? null : shortNames(diary.hosts)
  const seen = entriesSeen(entries, reader, canMove).map(({ span, view }, index) => ({
    span,
    view: { ...view, ...notesOf(entries[index], view, names, reader) },
  }))
  const away = alone
    ? awaySeen(diary, alone.host, { ...alone, canBook: canBookFor(alone.host) }, reader)
    : someAway(hosts, input)
  return { ...input, shown, events: placed([...seen, ...away], shown) }
}

function weekDay({ day, hosts, within, entries, ...input }: SeenDay, textRows: number): WeekDay {
  const { diary, hostId, canBookFor, reader, shown, events } = input
  const { date } = day
  const href = addressOf('owner.calendars.show', {}, { query: { view: 'day', date, host: hostId } })
  const [alone] = hosts.length === 1 ? hosts : []
  const bookable = hosts.filter(({ host }) => canBookFor(host))
  return {
    date,
    name: dateFormat('weekdayAndDay', 'UTC', reader.locale).format(dayMoment(date)),
    isToday: dateAt(reader.timeZone, reader.now) === date,
    isOpen: hosts.some(({ presence }) => presence.kind === 'in'),
    absences: absencesOn(hosts, reader),
    ...countsOf(entries.filter((entry) => beginsOn(day, entry))),
    href,
    clocks: clocksOf(date, within),
    items: inOrder([
      ...(alone ? shutOf(alone, shown, reader) : closedItems(hosts, shown, reader)),
      ...eventItems(inStacks(events, textRows), href, textRows),
      ...gapItems(bookable, events, { diary, shown, reader }),
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

/** Whose it is, and before that what is special of it; the line of the clock says what is under way. */
function notesOf(
  { kind, status, hostIds, isAnyway, isComing }: DiaryEntry,
  { state, what }: EntryView,
  names: ReturnType<typeof shortNames> | null,
  { t }: DiaryReader
): Pick<EntryView, 'what' | 'state'> {
  const isSpecial = kind === 'session' || status === 'pending' || status === 'no_show'
  const anyway = isAnyway && state !== '' ? t('owner.diary.calendar.state.anyway') : ''
  const whose = names && hostIds.flatMap((id) => names.get(id) ?? []).join(', ')
  const isOff = isComing === false && state !== ''
  const special = isOff ? t('owner.diary.calendar.state.not_coming') : anyway
  return { what: whose ?? what, state: isSpecial ? state : special }
}

function shutOf(
  { host, openings, presence }: HostDay,
  shown: Shown,
  reader: DiaryReader
): PlacedItem[] {
  return shutOn(host, openings, shown.day, shown.span).map((shut) =>
    shutItem(shut, presence, shown, reader)
  )
}

/** Where nobody is in. */
function closedItems(hosts: readonly HostDay[], shown: Shown, reader: DiaryReader): PlacedItem[] {
  const { t, timeZone, locale } = reader
  const open = looseSpans()
  for (const { openings } of hosts) addEdges(open, openings.all)
  const { start, end } = shown.span
  return spansOf(subtract([start, end], unite(open), start, end)).map((span) => {
    const isAllDay = span.start === start && span.end === end
    const rows = gridRows(span, { ...shown, least: 1 })
    const [from, until] = [span.start, span.end].map((at) => formatTime(at, timeZone, locale))
    const words = isAllDay
      ? absencesOn(hosts, reader).join(', ')
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

/** Where nothing is and somebody is free; of several, the desk asks for whom it is. */
function gapItems(
  hosts: readonly HostDay[],
  events: readonly PlacedEvent[],
  { diary, shown, reader }: Drawn
): PlacedItem[] {
  const free = looseSpans()
  for (const { host, openings } of hosts) {
    for (const { start, end } of freeFor(host, openings, events, { diary, shown, reader })) {
      addSpan(free, start, end)
    }
  }
  const hostId = hosts.length === 1 ? hosts[0].host.id : null
  return spansOf(unite(free)).map((gap) => gapItem(gap, hostId, shown, reader))
}
