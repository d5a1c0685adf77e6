import type { DateTime } from 'luxon'
import type Business from '#models/settings/business'
import { addMonths, dayMoment, weekdayNames } from '#formats/times/month_grid'
import { formatMonth } from '#formats/times/times'
import { loadSessionsBetween } from '#queries/sessions/session_list'
import { dateOf, dayOf, weekStart } from '#scheduling/time/dates'
import { dateAt, startOfDay } from '#scheduling/time/zones'

/** Whole weeks; `named` is `YYYY-MM`. */
export async function sessionMonth(
  { id: businessId, timeZone, weekStartsOn }: Business,
  { named, locale }: { named: string | null; locale: string },
  now: DateTime
) {
  const today = dateAt(timeZone, now.toMillis())
  const month = named ?? today.slice(0, 7)
  const first = weekStart(dayOf(`${month}-01`), weekStartsOn)
  const after = weekStart(dayOf(`${addMonths(month, 1)}-01`) - 1, weekStartsOn) + 7
  const [start, end] = [first, after].map((day) => startOfDay(timeZone, dateOf(day)))
  const sessions = await loadSessionsBetween({ businessId, start, end, now })
  const byDate = Map.groupBy(sessions, ({ session: { startsAt } }) =>
    dateAt(timeZone, startsAt.toMillis())
  )
  const days = Array.from({ length: after - first }, (_, index) => {
    const date = dateOf(first + index)
    return {
      date,
      number: Number(date.slice(8)),
      isToday: date === today,
      isOther: !date.startsWith(month),
      sessions: byDate.get(date) ?? [],
    }
  })
  return {
    title: formatMonth(dayMoment(`${month}-01`), 'UTC', locale),
    weekdays: weekdayNames(locale, weekStartsOn),
    days,
    count: sessions.length,
    isNow: today.startsWith(month),
    before: addMonths(month, -1),
    after: addMonths(month, 1),
  }
}
