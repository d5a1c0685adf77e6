import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { loadTaken, type TakenRow } from '#claims'
import Host from '#models/availability/host'
import type GroupSession from '#models/sessions/group_session'
import { type HostRow, loadHosts, takenWanted } from '#queries/availability/availability_rows'
import { isBlocked } from '#scheduling/openings/blocked_time'
import { isClosedOn } from '#scheduling/openings/closed_dates'
import { blockedSpan } from '#scheduling/rules/buffers'
import { meets } from '#scheduling/time/spans'
import { dateAt } from '#scheduling/time/zones'
import type { Instant, Span } from '#scheduling/types'

type Given = Pick<GroupSession, 'id' | 'hostId' | 'startsAt' | 'endsAt'>

export type WhyNot = 'taken' | 'closed' | 'away'

export interface SessionStandIn {
  host: Host
  /** Null is free then. Opening hours do not bind the business, but a date without any does. */
  why: WhyNot | null
}

const FOR_ANOTHER = ['taken', 'closed', 'unchanged', 'not_a_stand_in'] as const

/** That host cannot give it; another might. */
export function isForAnother(outcome: string): outcome is (typeof FOR_ANOTHER)[number] {
  return FOR_ANOTHER.some((one) => one === outcome)
}

/** By the session's number, in as many queries for many as for one. Needs their services. */
export async function sessionStandIns(
  sessions: readonly GroupSession[],
  now: Instant,
  client: QueryClient = db.connection()
): Promise<Map<number, SessionStandIn[]>> {
  const given = sessions.filter(({ service }) => service.hostMode === 'any')
  if (given.length === 0) return new Map()
  const range = {
    start: Math.min(...given.map(({ startsAt }) => startsAt.toMillis())),
    end: Math.max(...given.map(({ endsAt }) => endsAt.toMillis())),
  }
  const serviceIds = [...new Set(given.map(({ serviceId }) => serviceId))]
  const wanted = { ...{ serviceIds, hostId: null, range }, countedIds: [], groupIds: [] }
  const rows = await loadHosts(client, wanted)
  const formerIds = given.map(({ hostId }) => hostId)
  const { span } = takenWanted(rows, wanted)
  const ids = [...new Set([...rows.map(({ id }) => id), ...formerIds])]
  const taken = await loadTaken(client, {
    ...{ hostIds: ids, askedIds: ids, countedIds: [], span },
  })
  const hosts = await Host.query({ client }).whereIn('id', ids).orderBy('position').orderBy('id')
  const kinds = new Map(hosts.map(({ id, kind }) => [id, kind]))
  return new Map(
    given.map((session) => {
      const standIns = hosts.flatMap((host) => {
        const row = rows.find(
          ({ id, service_id: of }) => id === host.id && of === session.serviceId
        )
        const isOther = host.id !== session.hostId && host.kind === kinds.get(session.hostId)
        return row && isOther ? [{ host, why: whyNot(session, row, { taken, now }) }] : []
      })
      return [session.id, standIns]
    })
  )
}

function whyNot(
  { id, hostId, startsAt, endsAt }: Given,
  row: HostRow,
  { taken, now }: { taken: readonly TakenRow[]; now: Instant }
): WhyNot | null {
  const span = { start: startsAt.toMillis(), end: endsAt.toMillis() }
  const own = taken.find((one) => one.holderId === id && one.hostId === hostId)
  const wanted = own ? blockedSpan(span, own.time) : span
  const inTheWay = taken.some(
    (one) =>
      one.hostId === row.id &&
      one.holderId !== id &&
      (one.expiresAt === null || one.expiresAt > now) &&
      meets([wanted.start, wanted.end], heldBy(one))
  )
  if (inTheWay) return 'taken'
  const hours = { weeklyHours: row.weekly_hours, overrides: row.overrides }
  if (isClosedOn(hours, dateAt(row.time_zone, span.start))) return 'closed'
  return isBlocked({ blocks: row.blocks, timeZone: row.time_zone }, span) ? 'away' : null
}

/** What another calendar says is busy has no pauses. */
function heldBy({ holderId, time }: TakenRow): Span {
  return holderId === null ? time : blockedSpan(time, time)
}
