import db from '@adonisjs/lucid/services/db'
import { VISIT_STEPS } from '#models/visits/look'
import type { Instant } from '#scheduling/types'
import { sql } from '#transactions'

/** Null is the booking page. */
export interface DoorNumbers {
  linkId: number | null
  visits: number
  booked: number
}

/** Of the booking page and each booking link; one-time links count only where they stand under one. */
export function doorNumbers(businessId: number, since: Instant): Promise<DoorNumbers[]> {
  return sql<DoorNumbers>(
    db.connection(),
    `select link_id as "linkId", cast(count(*) as int) as visits,
       cast(count(*) filter (where step = ${VISIT_STEPS.booked}) as int) as booked
     from visits
     where business_id = :businessId and began_at >= cast(:since as timestamptz)
       and (link_id is not null or not is_one_time)
     group by 1`,
    { businessId, since: new Date(since) }
  )
}
