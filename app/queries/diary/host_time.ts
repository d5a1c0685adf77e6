import db from '@adonisjs/lucid/services/db'
import { loadTaken } from '#claims'
import { type BlockedTime, blocksOn } from '#queries/availability/blocks_on'
import { type DiaryHost, diaryHosts } from '#queries/diary/diary_hosts'
import { CLAIMS_REACH } from '#queries/diary/load_diary'
import { blockedSpan } from '#scheduling/rules/buffers'
import type { Instant, Span } from '#scheduling/types'

interface HostTimeWanted {
  businessId: number
  hostId: number
  span: Span
  now: Instant
}

interface OwnTime {
  host: DiaryHost
  /** Whoever has it, buffers included. */
  taken: Span[]
  blocks: BlockedTime[]
}

/** What the diary knows of one host's time, without what is booked in it. */
export async function hostTime({
  businessId,
  hostId,
  span,
  now,
}: HostTimeWanted): Promise<OwnTime | null> {
  const [[host], rows] = await Promise.all([
    diaryHosts({ businessId, userId: 0, span, hostId }),
    loadTaken(db.connection(), {
      ...{ hostIds: [hostId], countedIds: [], askedIds: [] },
      span: { start: span.start - CLAIMS_REACH, end: span.end + CLAIMS_REACH },
    }),
  ])
  if (!host) return null
  const held = rows.filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
  return {
    host,
    taken: held.map(({ time }) => blockedSpan(time, time)),
    blocks: await blocksOn([host], span.start, span.end),
  }
}
