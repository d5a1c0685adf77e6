import { weekdayNames } from '#formats/times/month_grid'
import { addressOf } from '#pages/address_of'
import { type DiaryReader, isBooking, isDecision } from '#pages/owner/diary/entry_view'
import { openingsOn, reasonOn } from '#pages/owner/diary/openings'
import type { DatedDay } from '#pages/owner/diary/week_view'
import type { DiaryHost } from '#queries/diary/diary_hosts'
import type { DiaryMonth } from '#queries/diary/load_month'
import { dateAt } from '#scheduling/time/zones'

interface Asked {
  month: DiaryMonth
  /** Whole weeks. */
  days: readonly DatedDay[]
  /** `YYYY-MM`. */
  named: string
  weekStartsOn: number
  /** Null shows everyone. */
  hostId: number | null
  reader: DiaryReader
}

export interface MonthCell {
  date: string
  number: number
  isToday: boolean
  /** Of the month before or after. */
  isOther: boolean
  count: number
  waiting: number
  isClosed: boolean
  reason: string
  /** Quarters of the fullest day, from 1 to 4; 0 for none. */
  fullness: number
  href: string
}

export function monthView({ month, days, named, weekStartsOn, hostId, reader }: Asked) {
  const hosts = month.hosts.filter(({ id }) => hostId === null || id === hostId)
  const ids = hosts.map(({ id }) => id)
  const events = month.events.filter(({ hostId: own, teamIds }) =>
    (teamIds ?? [own]).some((id) => ids.includes(id))
  )
  const byDate = Map.groupBy(events, ({ start }) => dateAt(reader.timeZone, start))
  const countOn = (date: string) => (byDate.get(date) ?? []).filter(isBooking).length
  const most = Math.max(1, ...days.map(({ date }) => countOn(date)))
  const today = dateAt(reader.timeZone, reader.now)
  const cells = days.map((day): MonthCell => {
    const { date } = day
    const count = countOn(date)
    return {
      ...{ date, count, ...closingOf(hosts, month, day) },
      number: Number(date.slice(8)),
      isToday: date === today,
      isOther: !date.startsWith(named),
      waiting: (byDate.get(date) ?? []).filter(isDecision).length,
      fullness: Math.ceil((4 * count) / most),
      href: addressOf('owner.calendars.show', {}, { query: { view: 'day', date, host: hostId } }),
    }
  })
  const own = cells.filter(({ isOther }) => !isOther)
  const sum = (of: 'count' | 'waiting') => own.reduce((total, cell) => total + cell[of], 0)
  return {
    weekdays: weekdayNames(reader.locale, weekStartsOn),
    weeks: Array.from({ length: cells.length / 7 }, (_, week) =>
      cells.slice(week * 7, week * 7 + 7)
    ),
    count: sum('count'),
    waiting: sum('waiting'),
  }
}

/** Closed where nobody is in, each for a reason of their own. */
function closingOf(hosts: readonly DiaryHost[], { blocks }: DiaryMonth, day: DatedDay) {
  const reasons = new Set<string>()
  const isClosed = hosts.every((host) => {
    const { own } = openingsOn(host, day)
    const block = blocks.find(
      ({ hostId, start, end }) =>
        hostId === host.id && own !== null && start <= own.start && own.end <= end
    )
    const reason = block?.reason ?? reasonOn(host, day.start)
    if (reason !== null) reasons.add(reason)
    return own === null || block !== undefined
  })
  return { isClosed, reason: isClosed ? [...reasons].join(', ') : '' }
}
