import type Membership from '#models/accounts/membership'
import type Business from '#models/settings/business'
import { addMonths, dayMoment } from '#formats/times/month_grid'
import { formatDay, formatDays, formatMonth } from '#formats/times/times'
import { dayView } from '#pages/owner/diary/day_view'
import type { DiaryReader } from '#pages/owner/diary/entry_view'
import { monthView } from '#pages/owner/diary/month_view'
import { type DatedDay, weekView } from '#pages/owner/diary/week_view'
import type { PageReader } from '#pages/reader'
import type { DiaryHost } from '#queries/diary/diary_hosts'
import { type Diary, loadDiary } from '#queries/diary/load_diary'
import { loadDiaryMonth } from '#queries/diary/load_month'
import { DAY, dateOf, dayOf, weekStart } from '#scheduling/time/dates'
import { dateAt, startOfDay } from '#scheduling/time/zones'
import type { Instant } from '#scheduling/types'

export interface CalendarQuery {
  business: Business
  membership: Membership
  date: string | null
  hostId: number | null
  now: Instant
}

export async function diaryDayPage(query: CalendarQuery, page: PageReader) {
  const { day, reader, canBookFor, ...frame } = frameOf(query, page)
  const [dated] = datedDays(query.business.timeZone, day, 1)
  // An opening that begins on the day may end on the next.
  const diary = await diaryOf(query, { start: dated.start, end: dated.end + DAY })
  const { hostId } = query
  return {
    ...frame,
    ...{ before: dateOf(day - 1), after: dateOf(day + 1) },
    title: formatDay(dayMoment(dated.date), 'UTC', page.locale),
    isNow: dated.date === frame.today,
    hosts: shownHosts(diary),
    shown: dayView({ diary, day: dated, hostId, canBookFor, reader }),
  }
}

export async function diaryWeekPage(query: CalendarQuery, page: PageReader) {
  const { day, reader, canBookFor, ...frame } = frameOf(query, page)
  const { business, hostId } = query
  const first = weekStart(day, business.weekStartsOn)
  const days = datedDays(business.timeZone, first, 7)
  const diary = await diaryOf(query, { start: days[0].start, end: days[6].end })
  const [begins, ends] = [days[0], days[6]].map(({ date }) => dayMoment(date))
  return {
    ...frame,
    ...{ before: dateOf(day - 7), after: dateOf(day + 7) },
    title: formatDays(begins, ends, 'UTC', page.locale),
    isNow: days.some(({ date }) => date === frame.today),
    hosts: shownHosts(diary),
    shown: weekView({ diary, days, hostId, canBookFor, reader }),
  }
}

export async function diaryMonthPage(query: CalendarQuery, page: PageReader) {
  const { reader, ...frame } = frameOf(query, page)
  const { business, hostId } = query
  const { timeZone, weekStartsOn } = business
  const named = frame.date.slice(0, 7)
  const first = weekStart(dayOf(`${named}-01`), weekStartsOn)
  const last = dayOf(`${addMonths(named, 1)}-01`) - 1
  const days = datedDays(timeZone, first, weekStart(last, weekStartsOn) + 7 - first)
  const { membership, now } = query
  const { userId } = membership
  const asksFor = { businessId: business.id, userId, hostId, days, now }
  const month = await loadDiaryMonth(asksFor)
  return {
    ...frame,
    ...{ before: `${addMonths(named, -1)}-01`, after: `${addMonths(named, 1)}-01` },
    title: formatMonth(dayMoment(frame.date), 'UTC', page.locale),
    isNow: frame.today.startsWith(named),
    hosts: shownHosts(month),
    shown: monthView({ month, days, named, weekStartsOn, hostId, reader }),
  }
}

function frameOf({ business, membership, hostId, now, ...query }: CalendarQuery, page: PageReader) {
  const { timeZone } = business
  const today = dateAt(timeZone, now)
  const date = query.date ?? today
  const reader: DiaryReader = { ...page, timeZone, now }
  return { date, today, hostId, day: dayOf(date), reader, canBookFor: bookingFor(membership) }
}

export function diaryOf(
  { business, membership, now }: CalendarQuery,
  span: { start: Instant; end: Instant }
) {
  const { userId } = membership
  return loadDiary({ businessId: business.id, userId, span, now })
}

export function datedDays(timeZone: string, first: number, count: number): DatedDay[] {
  return Array.from({ length: count }, (_, index) => {
    const [date, next] = [dateOf(first + index), dateOf(first + index + 1)]
    return { date, start: startOfDay(timeZone, date), end: startOfDay(timeZone, next) }
  })
}

function shownHosts({ hosts }: Pick<Diary, 'hosts'>) {
  return hosts.map(({ id, name }) => ({ id, name }))
}

/** Staff book into their own calendar only, and a viewer into none. */
export function bookingFor({ role, userId }: Membership) {
  return (host: DiaryHost) =>
    host.isActive && role !== 'viewer' && (role !== 'staff' || host.userId === userId)
}
