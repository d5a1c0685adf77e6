import db from '@adonisjs/lucid/services/db'
import { VISIT_STEPS } from '#models/visits/look'
import { businessClock, stretchesOf } from '#queries/business_clock'
import type { Instant } from '#scheduling/types'
import { jsonRows } from '#queries/json_rows'
import { sql } from '#transactions'

export const VISIT_REACHES = ['page', 'service', 'noTimes', 'time', 'form', 'booked'] as const
/** How far a visit came, at least; or that it was shown that no time is free. */
export type VisitReach = (typeof VISIT_REACHES)[number]

export interface VisitFilters {
  reach: VisitReach
  /** With which it came that far. */
  serviceId?: number
  /** The booking page, the one-time links that are of no booking link, or that booking link. */
  door?: 'page' | 'one_time' | number
  /** Exactly this one; null where none is known. */
  origin?: { source: string | null; campaign: string | null }
}

export interface VisitRows {
  all: number
  days: { day: string; visits: number }[]
  /** A visit may stand under several, or under none. */
  services: { id: number; visits: number }[]
  doors: { linkId: number | null; isOneTime: boolean; visits: number }[]
  /** The most frequent ones. */
  sources: { source: string | null; campaign: string | null; visits: number }[]
}

interface VisitRowsQuery {
  businessId: number
  timeZone: string
  from: Instant
  until: Instant
  filters: VisitFilters
}

const MOST_SOURCES = 100

const came = (seen: { step: string; noTimes: string }) =>
  `case when cast(:step as int) is null then ${seen.noTimes} else ${seen.step} >= :step end`

const ROWS = `
  with meant as materialized (
    select visits.id, visits.began_at, link_id, is_one_time,
      coalesce(utm_source, ref, referrer) as source, utm_campaign as campaign
    from visits
      left join visit_services as looked
        on looked.visit_id = visits.id and looked.service_id = cast(:serviceId as bigint)
    where visits.business_id = :businessId
      and visits.began_at >= cast(:from as timestamptz)
      and visits.began_at < cast(:until as timestamptz)
      and (cast(:serviceId as bigint) is null or looked.visit_id is not null)
      and ${came({
        step: 'coalesce(looked.step, visits.step)',
        noTimes: 'coalesce(looked.saw_no_times, visits.saw_no_times)',
      })}
      and case cast(:door as text)
        when 'any' then true
        when 'page' then link_id is null and not is_one_time
        when 'one_time' then link_id is null and is_one_time
        else link_id = cast(:linkId as bigint)
      end
      and (:isOfAnyOrigin
        or coalesce(utm_source, ref, referrer) is not distinct from cast(:source as text)
          and utm_campaign is not distinct from cast(:campaign as text))
  )
  select
    (select cast(count(*) as int) from meant) as "all",
    ${jsonRows(`
      select cast(${businessClock('began_at')} as date) as day, count(*) as visits
      from meant group by 1 order by 1 desc`)} as days,
    ${jsonRows(`
      select service_id as id, count(*) as visits
      from meant join visit_services as looked on looked.visit_id = meant.id
      where ${came({ step: 'looked.step', noTimes: 'looked.saw_no_times' })}
        and service_id = coalesce(cast(:serviceId as bigint), service_id)
      group by 1`)} as services,
    ${jsonRows(`
      select link_id as "linkId", is_one_time as "isOneTime", count(*) as visits
      from meant group by 1, 2`)} as doors,
    ${jsonRows(`
      select source, campaign, count(*) as visits
      from meant group by 1, 2
      order by 3 desc, 1 nulls first, 2 nulls first limit ${MOST_SOURCES}`)} as sources`

/** Nobody's visit is kept, only that there was one: its rows are the same count in parts. */
export async function visitRows({
  businessId,
  timeZone,
  from,
  until,
  filters: { reach, serviceId, door, origin },
}: VisitRowsQuery): Promise<VisitRows> {
  const [rows] = await sql<VisitRows>(db.connection(), ROWS, {
    businessId,
    stretches: stretchesOf(timeZone, { start: from, end: until }),
    from: new Date(from),
    until: new Date(until),
    step: reach === 'noTimes' ? null : VISIT_STEPS[reach],
    serviceId: serviceId ?? null,
    door: String(door ?? 'any'),
    linkId: typeof door === 'number' ? door : null,
    isOfAnyOrigin: origin === undefined,
    source: origin?.source ?? null,
    campaign: origin?.campaign ?? null,
  })
  return rows
}
