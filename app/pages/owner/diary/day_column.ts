import { formatTime, isoDate, isoTime, minutesOfDay, zoneCity } from '#formats/times/times'
import { addressOf } from '#pages/address_of'
import { awayAddress } from '#pages/owner/diary/away_links'
import {
  type ColumnItem,
  eventItems,
  gapItem,
  inOrder,
  nowItems,
  pauseItem,
  shutItem,
} from '#pages/owner/diary/column_items'
import { type Counts, countsOf, type DiaryReader } from '#pages/owner/diary/entry_view'
import { awaySeen, entriesSeen, placed } from '#pages/owner/diary/events'
import { freeFor, pausesOf } from '#pages/owner/diary/gaps'
import { inLanes } from '#pages/owner/diary/lanes'
import { shutOn } from '#pages/owner/diary/openings'
import { absenceWords, type HostDay, type Presence } from '#pages/owner/diary/presence'
import type { Shown } from '#pages/owner/diary/shown'
import type { DiaryHost } from '#queries/diary/diary_hosts'
import type { Diary } from '#queries/diary/load_diary'
import { HOUR } from '#scheduling/time/dates'
import { offsetMinutesAt } from '#scheduling/time/zones'
import type { Instant, Span } from '#scheduling/types'

export interface DayColumn extends Counts {
  id: number
  kind: DiaryHost['kind']
  name: string
  hours: string
  /** Where their clock shows another time. */
  zoneNote: string
  firstGap: Instant | null
  /** Null once the day is over, and for whoever may not block their time. */
  awayHref: string | null
  /** What the clock shows at each hour, where bookings can be put. */
  clocks: string | null
  items: ColumnItem[]
}

interface ColumnInput extends HostDay {
  diary: Diary
  shown: Shown
  reader: DiaryReader
  canBook: boolean
}

const MOST_LANES = 4

export function dayColumn(input: ColumnInput): DayColumn {
  const { host, openings, presence, diary, shown, reader } = input
  const entries = diary.entries.filter(({ hostIds }) => hostIds.includes(host.id))
  const inDay = entries.filter(({ start }) => shown.day.start <= start && start < shown.day.end)
  const events = placed(
    [...entriesSeen(entries, reader, () => input.canBook), ...awaySeen(diary, host, input, reader)],
    shown
  )
  const gaps = input.canBook ? freeFor(host, openings, events, input) : []
  const pauses = pausesOf(host, openings, events, input)
  const shut = shutOn(host, openings, shown.day, shown.span)
  return {
    id: host.id,
    kind: host.kind,
    name: host.name,
    hours: hoursOf(presence, reader),
    ...countsOf(inDay),
    zoneNote: zoneNote(host, shown.day, reader),
    firstGap: gaps[0]?.start ?? null,
    awayHref: input.canBook && shown.day.end > reader.now ? awayOn(host, shown.day, reader) : null,
    clocks: input.canBook ? clocksOf(shown, reader) : null,
    items: inOrder([
      ...shut.map((each) => shutItem(each, presence, shown, reader)),
      ...pauses.map((pause) => pauseItem(pause, shown)),
      ...eventItems(inLanes(events, MOST_LANES), listOf(host, shown.day, reader)),
      ...gaps.map((gap) => gapItem(gap, host.id, shown, reader)),
      ...nowItems(events, shown, reader),
    ]),
  }
}

/** A day of 25 hours shows one of them twice. */
function clocksOf({ span }: Shown, { timeZone }: DiaryReader): string {
  return Array.from({ length: (span.end - span.start) / HOUR }, (_, nth) => {
    const at = span.start + nth * HOUR
    return `${isoDate(at, timeZone)}T${isoTime(minutesOfDay(at, timeZone))}`
  }).join(' ')
}

function awayOn({ id }: DiaryHost, { start }: Span, { timeZone }: DiaryReader): string {
  return awayAddress(id, isoDate(start, timeZone))
}

function listOf({ id }: DiaryHost, { start }: Span, { timeZone }: DiaryReader): string {
  const date = isoDate(start, timeZone)
  const query = { view: 'all', from: date, until: date, host: id }
  return addressOf('owner.bookings.index', {}, { query })
}

function hoursOf(presence: Presence, reader: DiaryReader): string {
  if (presence.kind !== 'in') return absenceWords(presence, reader)
  const { start, end } = presence.hours
  const [from, to] = [start, end].map((at) => formatTime(at, reader.timeZone, reader.locale))
  return `${from} – ${to}`
}

function zoneNote(host: DiaryHost, day: Span, { t, timeZone, locale }: DiaryReader): string {
  const noon = (day.start + day.end) / 2
  if (offsetMinutesAt(host.timeZone, noon) === offsetMinutesAt(timeZone, noon)) return ''
  return t('owner.diary.calendar.other_zone', {
    city: zoneCity(host.timeZone),
    time: formatTime(noon, timeZone, locale),
    theirs: formatTime(noon, host.timeZone, locale),
  })
}
