import { type BlockedTime, blocksOn } from '#queries/availability/blocks_on'
import { type DayCounts, diaryCounts } from '#queries/diary/diary_counts'
import { type DiaryHost, diaryHosts } from '#queries/diary/diary_hosts'
import type { Instant, Span } from '#scheduling/types'

export interface DiaryMonth {
  hosts: DiaryHost[]
  /** By which of the days it is. */
  counts: ReadonlyMap<number, DayCounts>
  blocks: BlockedTime[]
}

interface MonthWanted {
  businessId: number
  userId: number
  /** Null counts everybody's bookings. */
  hostId: number | null
  days: readonly Span[]
  now: Instant
}

/** Without what takes whose time in between: a month counts, and says who is not in. */
export async function loadDiaryMonth(wanted: MonthWanted): Promise<DiaryMonth> {
  const { businessId, userId, days } = wanted
  const span = { start: days[0].start, end: days[days.length - 1].end }
  const [hosts, counts] = await Promise.all([
    diaryHosts({ businessId, userId, span }),
    diaryCounts(wanted),
  ])
  const shown = hosts.filter(
    ({ id, isActive }) => isActive || counts.some(({ hostIds }) => hostIds.includes(id))
  )
  return {
    hosts: shown,
    counts: new Map(counts.map((each) => [each.nth, each])),
    blocks: await blocksOn(shown, span.start, span.end),
  }
}
