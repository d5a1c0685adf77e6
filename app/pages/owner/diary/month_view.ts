import { weekdayNames } from '#formats/times/month_grid'
import { addressOf } from '#pages/address_of'
import { formatRange } from '#formats/times/times'
import { absencesOn, awayTimes, namesOf } from '#pages/owner/diary/absences'
import type { Counts, DiaryReader } from '#pages/owner/diary/entry_view'
import type { CalendarLook } from '#pages/owner/diary/looks'
import { type HostDay, hostDays } from '#pages/owner/diary/presence'
import type { DatedDay } from '#pages/owner/diary/week_view'
import type { DiaryMonth } from '#queries/diary/load_month'
import { dateAt } from '#scheduling/time/zones'

interface MonthInput {
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

export interface MonthCell extends Counts {
  date: string
  number: number
  isToday: boolean
  /** Of the month before or after. */
  isOther: boolean
  /** Nobody is in. */
  isClosed: boolean
  /** Times held for somebody who has no booking yet. */
  kept: number
  /** Who is not in, in words. */
  absences: string[]
  /** The same where there is room for one word. */
  brief: string
  /** Quarters of the fullest day, from 1 to 4; 0 for none. */
  fullness: number
  href: string
}

export function monthView({ month, days, named, weekStartsOn, hostId, reader }: MonthInput) {
  const { counts } = month
  const most = Math.max(1, ...[...counts.values()].map(({ count, kept }) => count + kept))
  const today = dateAt(reader.timeZone, reader.now)
  const dates = hostDays(month, days)
  const cells = days.map((day, index): MonthCell => {
    const { date } = day
    const hosts = dates[index].filter(({ host }) => hostId === null || host.id === hostId)
    const { count, sessions, waiting, kept } = counts.get(index) ?? NOTHING
    const absences = [...absencesOn(hosts, reader), ...partsAway(hosts, month, day, reader)]
    return {
      ...{ date, count, sessions, waiting, kept },
      number: Number(date.slice(8)),
      isToday: date === today,
      isOther: !date.startsWith(named),
      isClosed: hosts.every(({ presence }) => presence.kind !== 'in'),
      absences,
      brief: absences.length > 0 ? briefly(hosts, reader) : '',
      fullness: Math.ceil((4 * (count + kept)) / most),
      href: addressOf('owner.calendars.show', {}, { query: { view: 'day', date, host: hostId } }),
    }
  })
  const own = cells.filter(({ isOther }) => !isOther)
  const sum = (of: keyof Counts) => own.reduce((total, cell) => total + cell[of], 0)
  return {
    weekdays: weekdayNames(reader.locale, weekStartsOn),
    weeks: Array.from({ length: cells.length / 7 }, (_, week) =>
      cells.slice(week * 7, week * 7 + 7)
    ),
    ...{ count: sum('count'), sessions: sum('sessions'), waiting: sum('waiting') },
    looks: looksOfMonth(cells),
  }
}

function briefly(hosts: readonly HostDay[], { t }: DiaryReader): string {
  const isClosed = hosts.some(({ presence }) => presence.kind === 'closed')
  return t(`owner.diary.presence.brief.${isClosed ? 'closed' : 'away'}`)
}

const NOTHING = { count: 0, sessions: 0, waiting: 0, kept: 0 }

function looksOfMonth(cells: readonly MonthCell[]): CalendarLook[] {
  const looks = [
    cells.some(({ fullness }) => fullness > 0) && ('full' as const),
    cells.some(({ sessions }) => sessions > 0) && ('group' as const),
    cells.some(({ waiting }) => waiting > 0) && ('waiting' as const),
    cells.some(({ absences, isClosed, kept }) => kept > 0 || (absences.length > 0 && !isClosed)) &&
      ('blocked' as const),
    cells.some(({ isClosed }) => isClosed) && ('closed' as const),
  ]
  return looks.filter((look) => look !== false)
}

/** "Anna away 14:00 – 16:00 (Dentist)". */
function partsAway(
  hosts: readonly HostDay[],
  { blocks }: DiaryMonth,
  day: DatedDay,
  reader: DiaryReader
): string[] {
  const { t, timeZone, locale } = reader
  const everyone = hosts.map(({ host }) => host)
  const met = blocks.filter(({ start, end }) => start < day.end && end > day.start)
  return awayTimes(hosts, met).map(({ block: { start, end, reason }, hosts: away }) =>
    t('owner.diary.presence.part_away', {
      ...namesOf(away, everyone, reader),
      range: formatRange(start, end, timeZone, locale),
      reason: reason ?? 'none',
    })
  )
}
