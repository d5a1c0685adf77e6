import type { DiaryReader } from '#pages/owner/diary/entry_view'
import { datedHoursOn, hullOf, type Openings, openingsOver } from '#pages/owner/diary/openings'
import type { BlockedTime } from '#queries/availability/blocks_on'
import type { DiaryHost } from '#queries/diary/diary_hosts'
import { addSpan, looseSpans, spansOf, subtract, unite } from '#scheduling/time/spans'
import type { Span } from '#scheduling/types'

/**
 * Who is in on a day. Closed is where nobody has hours then; away is one person whose hours, or
 * whose whole date, are taken out; off is a weekday on which they never work.
 */
export type Presence =
  | { kind: 'in'; hours: Span }
  | { kind: 'away' | 'off' | 'by_plan' | 'closed'; reason: string | null }

export interface HostDay {
  host: DiaryHost
  openings: Openings
  presence: Presence
}

/** Each of the days with all hosts, in their order. */
export function hostDays<Day extends Span>(
  { hosts, blocks }: { hosts: readonly DiaryHost[]; blocks: readonly BlockedTime[] },
  days: readonly Day[]
): HostDay[][] {
  const openings = hosts.map((host) => openingsOver(host, days))
  const blocksOf = Map.groupBy(blocks, ({ hostId }) => hostId)
  return days.map((day, nth) => {
    const isOpen = hosts.some(({ isActive }, index) => isActive && openings[index][nth].own)
    return hosts.map((host, index) => {
      const opens = openings[index][nth]
      const presence = opens.own
        ? withHours(opens, opens.own, blocksOf.get(host.id) ?? [])
        : withoutHours(host, day, isOpen)
      return { host, openings: opens, presence }
    })
  })
}

function withoutHours(host: DiaryHost, day: Span, isOpen: boolean): Presence {
  const dated = datedHoursOn(host, day.start)
  const reason = dated?.reason ?? null
  if (!dated && host.weeklyHours.length === 0) return { kind: 'by_plan', reason }
  if (!isOpen) return { kind: 'closed', reason }
  return { kind: dated ? 'away' : 'off', reason }
}

function withHours({ all }: Openings, own: Span, blocks: readonly BlockedTime[]): Presence {
  const met = blocks.filter(({ start, end }) => start < own.end && end > own.start)
  if (met.length === 0) return { kind: 'in', hours: own }
  const refused = looseSpans()
  for (const { start, end } of met) addSpan(refused, start, end)
  const hours = hullOf(spansOf(subtract(all, unite(refused), own.start, own.end)))
  if (hours) return { kind: 'in', hours }
  const reasons = new Set(met.flatMap(({ reason }) => reason ?? []))
  return { kind: 'away', reason: [...reasons].join(', ') || null }
}

export function absenceWords(
  { kind, reason }: Exclude<Presence, { kind: 'in' }>,
  { t }: Pick<DiaryReader, 't'>
): string {
  return t(`owner.diary.presence.${kind}`, { reason: reason ?? 'none' })
}
