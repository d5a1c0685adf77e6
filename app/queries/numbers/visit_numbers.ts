import db from '@adonisjs/lucid/services/db'
import { VISIT_STEPS } from '#models/visits/look'
import type { Instant } from '#scheduling/types'
import { sql } from '#transactions'

interface Reach {
  /** See `VISIT_STEPS`. */
  step: number
  sawNoTimes: boolean
  visits: number
}

export interface VisitSource {
  source: string | null
  campaign: string | null
  visits: number
  booked: number
}

export interface VisitNumbers {
  /** The booking page, where there is neither; a one-time link may stand under a booking link. */
  doors: (Reach & { linkId: number | null; isOneTime: boolean })[]
  services: (Reach & { id: number })[]
  /** The most frequent ones. */
  sources: VisitSource[]
  countedSince: Instant | null
}

interface VisitNumbersQuery {
  businessId: number
  from: Instant
  until: Instant
}

const MOST_SOURCES = 10

const WITHIN = `
  business_id = :businessId
    and began_at >= cast(:from as timestamptz) and began_at < cast(:until as timestamptz)`

const NUMBERS = `
  select
    (select coalesce(json_agg(part), '[]') from (
      select link_id as "linkId", is_one_time as "isOneTime", step, saw_no_times as "sawNoTimes",
        count(*) as visits
      from visits where ${WITHIN} group by 1, 2, 3, 4
    ) as part) as doors,
    (select coalesce(json_agg(part), '[]') from (
      select service_id as id, step, saw_no_times as "sawNoTimes", count(*) as visits
      from visit_services where ${WITHIN} group by 1, 2, 3
    ) as part) as services,
    (select coalesce(json_agg(part), '[]') from (
      select coalesce(utm_source, ref, referrer) as source, utm_campaign as campaign,
        count(*) as visits, count(*) filter (where step = ${VISIT_STEPS.booked}) as booked
      from visits where ${WITHIN} group by 1, 2
      order by 3 desc, 1 nulls first, 2 nulls first limit ${MOST_SOURCES}
    ) as part) as sources,
    (select extract(epoch from min(began_at)) * 1000 from visits where business_id = :businessId)
      as "countedSince"`

/** Of the visits that began within the period. */
export async function visitNumbers({
  businessId,
  from,
  until,
}: VisitNumbersQuery): Promise<VisitNumbers> {
  const [numbers] = await sql<VisitNumbers & { countedSince: string | null }>(
    db.connection(),
    NUMBERS,
    { businessId, from: new Date(from), until: new Date(until) }
  )
  const { countedSince } = numbers
  return { ...numbers, countedSince: countedSince === null ? null : Number(countedSince) }
}
