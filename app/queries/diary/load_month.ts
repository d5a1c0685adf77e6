import { type BlockedTime, blocksOn } from '#queries/availability/blocks_on'
import { type DiaryEvent, diaryEvents } from '#queries/diary/diary_events'
import { type DiaryHost, diaryHosts } from '#queries/diary/diary_hosts'
import type { Instant, Span } from '#scheduling/types'

export interface DiaryMonth {
  hosts: DiaryHost[]
  events: DiaryEvent[]
  blocks: BlockedTime[]
}

interface Asked {
  businessId: number
  userId: number
  span: Span
  now: Instant
}

/** Without what takes whose time in between: a month counts, and says what is closed. */
export async function loadDiaryMonth({
  businessId,
  userId,
  span,
  now,
}: Asked): Promise<DiaryMonth> {
  const [hosts, events] = await Promise.all([
    diaryHosts({ businessId, userId, span }),
    diaryEvents(businessId, span, now),
  ])
  const shown = hosts.filter(
    ({ id, isActive }) => isActive || events.some(({ hostId }) => hostId === id)
  )
  return { hosts: shown, events, blocks: await blocksOn(shown, span.start, span.end) }
}
