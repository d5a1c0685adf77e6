import type { DateTime } from 'luxon'
import type Business from '#models/settings/business'
import { gapsIn } from '#pages/owner/diary/gaps'
import { openingsOn } from '#pages/owner/diary/openings'
import type { Agenda } from '#queries/bookings/day_agenda'
import { hostTime } from '#queries/diary/host_time'
import { MINUTE } from '#scheduling/time/dates'

export interface FreeAfter {
  at: DateTime
  /** After the last booking of the day; 0 where something else stands between. */
  pauseMinutes: number
}

/** When a host is free again once the day's last booking is over; null where that is not that day. */
export async function freeAfter(
  { id: businessId }: Pick<Business, 'id'>,
  [hostId, ...others]: readonly number[],
  { day, endsAt }: Agenda,
  now: DateTime
): Promise<FreeAfter | null> {
  if (endsAt === null || others.length > 0) return null
  const [from, over] = [day.toMillis(), endsAt.toMillis()]
  const span = { start: from, end: day.plus({ days: 1 }).toMillis() }
  if (over >= span.end) return null
  const own = await hostTime({ businessId, hostId, span, now: now.toMillis() })
  if (!own) return null

  const { host, taken, blocks } = own
  const [gap] = gapsIn({
    open: openingsOn(host, span).all,
    taken,
    away: blocks,
    shown: { start: over, end: span.end },
    now: now.toMillis(),
    shortest: host.shortest,
  })
  if (!gap) return null
  // The next booking may need a pause before it as well.
  const before = host.shortest.map(({ bufferBeforeMinutes }) => bufferBeforeMinutes * MINUTE)
  const pauses = new Set([0, ...before])
  const isPause = taken.some(({ start, end }) => start < over && pauses.has(gap.start - end))
  return {
    at: day.plus({ milliseconds: gap.start - from }),
    pauseMinutes: isPause ? (gap.start - over) / MINUTE : 0,
  }
}
