import { dayView } from '#pages/owner/diary/day_view'
import type { DiaryReader } from '#pages/owner/diary/entry_view'
import type Membership from '#models/accounts/membership'
import type Business from '#models/settings/business'
import type { PageReader } from '#pages/reader'
import { loadDiary } from '#queries/diary/load_diary'
import type { DiaryHost } from '#queries/diary/diary_hosts'
import { DAY, dateOf, dayOf } from '#scheduling/time/dates'
import { dateAt, startOfDay } from '#scheduling/time/zones'
import type { Instant, Span } from '#scheduling/types'

interface Asked {
  business: Business
  membership: Membership
  date: string | null
  hostId: number | null
  now: Instant
}

/** Null where the host is none of theirs. */
export async function calendarPage(asked: Asked, page: PageReader) {
  const { business, membership, hostId, now } = asked
  const { timeZone } = business
  const today = dateAt(timeZone, now)
  const date = asked.date ?? today
  const day = daySpan(timeZone, date)
  // An opening that begins on the day may end on the next.
  const span = { start: day.start, end: day.end + DAY }
  const { userId } = membership
  const diary = await loadDiary({ businessId: business.id, userId, span, now })
  if (hostId !== null && !diary.hosts.some(({ id }) => id === hostId)) return null

  const reader: DiaryReader = { ...page, timeZone, now }
  return {
    ...{ date, today, hostId },
    ...{ before: dateOf(dayOf(date) - 1), after: dateOf(dayOf(date) + 1) },
    hosts: diary.hosts.map(({ id, name }) => ({ id, name })),
    shown: dayView({ diary, day, hostId, canBookFor: bookingFor(membership), reader }),
  }
}

function daySpan(timeZone: string, date: string): Span {
  const next = dateOf(dayOf(date) + 1)
  return { start: startOfDay(timeZone, date), end: startOfDay(timeZone, next) }
}

/** Staff book into their own calendar only, and a viewer into none. */
function bookingFor({ role, userId }: Membership) {
  return (host: DiaryHost) => role !== 'viewer' && (role !== 'staff' || host.userId === userId)
}
