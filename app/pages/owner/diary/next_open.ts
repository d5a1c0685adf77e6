import { type CalendarQuery, datedDays } from '#pages/owner/diary/calendar_page'
import { hostDays } from '#pages/owner/diary/presence'
import { blocksOn } from '#queries/availability/blocks_on'
import { diaryHosts } from '#queries/diary/diary_hosts'
import { dayOf } from '#scheduling/time/dates'

const DAYS_AHEAD = 60

/** The first date from `from` on when somebody is in, or the one asked for; null if none is near. */
export async function nextOpenDate(
  { business, membership, hostId }: CalendarQuery,
  from: string
): Promise<string | null> {
  const days = datedDays(business.timeZone, dayOf(from), DAYS_AHEAD)
  const span = { start: days[0].start, end: days[days.length - 1].end }
  const all = await diaryHosts({ businessId: business.id, userId: membership.userId, span })
  const hosts = all.filter(({ id, isActive }) => (hostId === null ? isActive : id === hostId))
  if (hosts.length === 0) return null
  const blocks = await blocksOn(hosts, span.start, span.end)
  const nth = hostDays({ hosts, blocks }, days).findIndex((day) =>
    day.some(({ presence }) => presence.kind === 'in')
  )
  return nth === -1 ? null : days[nth].date
}
