import db from '@adonisjs/lucid/services/db'
import { loadTaken } from '#claims'
import { type BlockedTime, blocksOn } from '#queries/availability/blocks_on'
import { type DiaryEvent, diaryEvents } from '#queries/diary/diary_events'
import { type DiaryHost, diaryHosts } from '#queries/diary/diary_hosts'
import { blockedSpan } from '#scheduling/rules/buffers'
import type { Instant, Span } from '#scheduling/types'

/** One event in the column of one host. */
export interface DiaryEntry extends DiaryEvent {
  hostIds: readonly number[]
}

/** Time that nobody can have; buffers included. */
export interface HostTime extends Span {
  hostId: number
}

export interface Diary {
  hosts: DiaryHost[]
  entries: DiaryEntry[]
  /** Whoever has it: a booking, its pause, a calendar. */
  taken: HostTime[]
  /** Of connected calendars. */
  busy: HostTime[]
  blocks: BlockedTime[]
  /** Held for somebody without a booking, as a one-time link does. */
  held: HostTime[]
}

interface DiaryWanted {
  businessId: number
  userId: number
  span: Span
  now: Instant
}

/** The longest booking and its pauses, which claims are found by. */
export const CLAIMS_REACH = 3 * 86_400_000

export async function loadDiary({ businessId, userId, span, now }: DiaryWanted): Promise<Diary> {
  const [hosts, events] = await Promise.all([
    diaryHosts({ businessId, userId, span }),
    diaryEvents(businessId, span, now),
  ])
  const [rows, blocks] = await Promise.all([
    loadTaken(db.connection(), {
      hostIds: hosts.map(({ id }) => id),
      countedIds: [],
      askedIds: [],
      span: { start: span.start - CLAIMS_REACH, end: span.end + CLAIMS_REACH },
    }),
    blocksOn(hosts, span.start, span.end),
  ])
  const held = rows.filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
  const hostsOf = Map.groupBy(held, ({ holderId, time }) => `${holderId} ${time.start}`)
  const entries = events.map((event) => {
    const claims = hostsOf.get(`${event.holderId} ${event.start}`) ?? []
    const theirs = claims.length > 0 ? claims.map(({ hostId }) => hostId) : event.teamIds
    return { ...event, hostIds: theirs ?? [event.hostId] }
  })
  const known = new Set(entries.map(({ holderId }) => holderId))
  return {
    hosts: hosts.filter(
      ({ id, isActive }) => isActive || entries.some(({ hostIds }) => hostIds.includes(id))
    ),
    entries,
    taken: held.map(({ hostId, time }) => ({ hostId, ...blockedSpan(time, time) })),
    busy: held
      .filter(({ holderId }) => holderId === null)
      .map(({ hostId, time: { start, end } }) => ({ hostId, start, end })),
    blocks,
    held: held
      .filter(({ holderId }) => holderId !== null && !known.has(holderId))
      .map(({ hostId, time: { start, end } }) => ({ hostId, start, end })),
  }
}
