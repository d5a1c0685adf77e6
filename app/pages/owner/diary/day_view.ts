import { dayPeriod } from '#formats/words/intl'
import { formatHour, formatTime, minutesOfDay } from '#formats/times/times'
import { type DayColumn, dayColumn } from '#pages/owner/diary/day_column'
import { type Counts, countsOf, type DiaryReader } from '#pages/owner/diary/entry_view'
import { type CalendarLook, looksOf } from '#pages/owner/diary/looks'
import { hostDays } from '#pages/owner/diary/presence'
import { placeOf, pointOf, ROWS_OF_HOUR, gridRows } from '#pages/owner/diary/rows'
import { shortNames } from '#pages/owner/diary/short_names'
import { type Shown, shownOn } from '#pages/owner/diary/shown'
import type { DiaryHost } from '#queries/diary/diary_hosts'
import type { Diary } from '#queries/diary/load_diary'
import { HOUR } from '#scheduling/time/dates'
import type { Span } from '#scheduling/types'

interface DayInput {
  diary: Diary
  day: Span
  /** Null shows everyone. */
  hostId: number | null
  canBookFor: (host: DiaryHost) => boolean
  reader: DiaryReader
}

export interface DayView extends Counts {
  /** The hours shown, as classes. */
  place: string
  isFine: boolean
  /** Times on a 12-hour clock take more room. */
  isWide: boolean
  hours: { place: string; label: string }[]
  clock: { place: string; label: string } | null
  columns: (DayColumn & { isChosen: boolean })[]
  /** Where not all stand side by side, by how many do. */
  columnSets: ColumnSet[]
  /** What the key names. */
  looks: CalendarLook[]
  nextFree: { time: string; host: string } | null
  isOver: boolean
}

interface ColumnSet {
  fit: number
  groups: { firstId: number; names: string }[]
}

/** How many columns are shown whole, by the width that there is. */
const FITS = [3, 4, 5, 6]

/** On a phone the first of the columns is shown alone. */
export function dayView({ diary, day, hostId, canBookFor, reader }: DayInput): DayView {
  const [everybody] = hostDays(diary, [day])
  const seen = everybody.filter(({ host }) => hostId === null || host.id === hostId)
  const ids = seen.map(({ host }) => host.id)
  const entries = diary.entries.filter(({ hostIds }) => hostIds.some((id) => ids.includes(id)))
  const { isFine, ...shown } = shownOn(
    day,
    seen.map((each) => each.openings),
    entries
  )
  const columns = seen.map((each, index) => ({
    ...dayColumn({ ...each, diary, shown, reader, canBook: canBookFor(each.host) }),
    isChosen: index === 0,
  }))
  const inDay = entries.filter(({ start }) => day.start <= start && start < day.end)
  return {
    place: placeOf(shown.within),
    isFine,
    isWide: dayPeriod(0, reader.locale) !== null,
    hours: hoursOf(shown, reader),
    clock: clockOf(shown, reader),
    columns,
    columnSets: columnSetsOf(columns),
    ...countsOf(inDay),
    looks: looksOf(columns),
    nextFree: nextFree(columns, reader),
    isOver: day.end <= reader.now,
  }
}

function columnSetsOf(columns: readonly DayColumn[]): ColumnSet[] {
  const short = shortNames(columns)
  return FITS.filter((fit) => columns.length > fit).map((fit) => ({
    fit,
    groups: Array.from({ length: Math.ceil(columns.length / fit) }, (_, index) => {
      const group = columns.slice(index * fit, (index + 1) * fit)
      const names = group.map(({ id, name }) => short.get(id) ?? name)
      return { firstId: group[0].id, names: names.join(', ') }
    }),
  }))
}

/** Where the clock repeats an hour, it stands there twice. */
function hoursOf({ within, day }: Shown, { timeZone, locale }: DiaryReader) {
  const hours = (within.to - within.from) / ROWS_OF_HOUR
  return Array.from({ length: hours }, (_, index) => {
    const row = within.from + index * ROWS_OF_HOUR
    const begins = day.start + (row / ROWS_OF_HOUR) * HOUR
    const minutes = minutesOfDay(begins, timeZone)
    const label =
      minutes % 60 === 0 ? formatHour(minutes / 60, locale) : formatTime(begins, timeZone, locale)
    return { place: pointOf(row), label }
  })
}

function clockOf(shown: Shown, { now, timeZone, locale }: DiaryReader) {
  if (now < shown.span.start || now >= shown.span.end) return null
  const { from } = gridRows({ start: now, end: now }, shown)
  return { place: pointOf(from), label: formatTime(now, timeZone, locale) }
}

function nextFree(columns: readonly DayColumn[], { timeZone, locale }: DiaryReader) {
  const [first] = columns
    .flatMap(({ name, firstGap }) => (firstGap === null ? [] : [{ name, firstGap }]))
    .toSorted((one, other) => one.firstGap - other.firstGap)
  return first ? { time: formatTime(first.firstGap, timeZone, locale), host: first.name } : null
}
