import { randomBytes } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import visitRules from '#config/visits'
import { isPerson, type Look, type Visit, visitsOf } from '#models/visits/look'
import { STILL_GOOD } from '#models/accounts/sign_in'
import { dateAt } from '#scheduling/time/zones'
import { inTransaction, sql } from '#transactions'

/** Two processes that meet the same visitor take turns. Any number that no other advisory lock uses. */
const LOCK = 'select pg_advisory_xact_lock(6401763)'

const SALTS = `
  with wanted as (
    select wanted.business_id, day, salt
    from json_to_recordset(cast(:days as json)) as wanted (business_id bigint, day date, salt text)
    join businesses on businesses.id = wanted.business_id
  ), made as (
    insert into visitor_salts (business_id, day, salt) select * from wanted
    on conflict (business_id, day) do nothing
    returning business_id, day, salt
  )
  select business_id, cast(day as text), salt from made
  union all
  select business_id, cast(day as text), visitor_salts.salt
  from visitor_salts join wanted using (business_id, day)`

const VISITS = `json_to_recordset(cast(:visits as json)) as seen (
  "businessId" bigint, "linkId" bigint, "oneTimeLinkId" bigint, visitor text, "firstAt" double precision,
  "lastAt" double precision, step smallint, "sawNoTimes" boolean, services json, origin json)`

const FORGET_OVER = `
  update visits set visitor = null from ${VISITS}
  where visits.visitor = seen.visitor
    and visits.seen_at < to_timestamp(seen."firstAt" / 1000) - interval '${visitRules.visitMinutes} minutes'`

const COUNT = `
  with seen as (
    select seen.*, to_timestamp("firstAt" / 1000) as first_at, to_timestamp("lastAt" / 1000) as last_at
    from ${VISITS} join businesses on businesses.id = seen."businessId"
  ), going_on as (
    update visits set seen_at = greatest(seen_at, last_at), step = greatest(visits.step, seen.step),
      saw_no_times = saw_no_times or "sawNoTimes"
    from seen where visits.visitor = seen.visitor
    returning visits.id, visits.visitor, business_id, began_at
  ), begun as (
    insert into visits (business_id, link_id, is_one_time, began_at, seen_at, visitor, step, saw_no_times,
      referrer, utm_source, utm_medium, utm_campaign, utm_term, utm_content, ref)
    select "businessId", booking_links.id, "oneTimeLinkId" is not null, first_at, last_at, seen.visitor,
      seen.step, "sawNoTimes", origin->>'referrer', origin->>'utm_source', origin->>'utm_medium',
      origin->>'utm_campaign', origin->>'utm_term', origin->>'utm_content', origin->>'ref'
    from seen
      left join booking_links
        on booking_links.id = seen."linkId" and booking_links.business_id = seen."businessId"
    where not exists (select from going_on where going_on.visitor = seen.visitor)
    returning id, visitor, business_id, began_at
  ), opened as (
    update one_time_links set view_count = view_count + looks, opened_at = coalesce(opened_at, at)
    from (select "oneTimeLinkId" as id, count(*) as looks, min(first_at) as at
      from seen join begun using (visitor) where "oneTimeLinkId" is not null group by 1) as viewed
    where one_time_links.id = viewed.id
  ), viewed as (
    update booking_links set view_count = view_count + looks
    from (select "linkId" as id, count(*) as looks
      from seen join begun using (visitor) where "oneTimeLinkId" is null group by 1) as viewed
    where booking_links.id = viewed.id
  )
  insert into visit_services (visit_id, service_id, business_id, began_at, step, saw_no_times)
  select visit.id, services.id, visit.business_id, visit.began_at, part.step, part."sawNoTimes"
  from (select * from going_on union all select * from begun) as visit
    join seen using (visitor)
    cross join lateral json_to_recordset(seen.services)
      as part ("serviceId" bigint, step smallint, "sawNoTimes" boolean)
    join services on services.id = part."serviceId" and services.business_id = visit.business_id
  on conflict (visit_id, service_id) do update
    set step = greatest(visit_services.step, excluded.step),
      saw_no_times = visit_services.saw_no_times or excluded.saw_no_times`

/**
 * Counts people, and each once in half an hour: no programs, and nobody who works at the business. A
 * visitor is known by a hash whose salt is another one each day of the business's clock.
 */
export default class RecordVisits {
  async handle(looks: readonly Look[]): Promise<void> {
    const people = await this.withoutOwn(looks.filter(isPerson))
    if (people.length === 0) return
    await inTransaction(async (trx) => {
      await sql(trx, LOCK)
      const visits = visitsOf(people, await this.salts(trx, people))
      await this.count(trx, visits)
    })
  }

  private async withoutOwn(looks: Look[]): Promise<Look[]> {
    const signIns = looks.flatMap(({ signIn }) => signIn ?? [])
    if (signIns.length === 0) return looks
    const rows = await sql<{ own: string }>(
      db.connection(),
      `select token_hash || ' ' || memberships.business_id as own
       from sign_ins join memberships using (user_id)
       where token_hash = any (cast(:signIns as text[])) and ${STILL_GOOD}`,
      { signIns }
    )
    const own = new Set(rows.map((row) => row.own))
    return looks.filter(({ signIn, businessId }) => !own.has(`${signIn} ${businessId}`))
  }

  private async salts(trx: Transaction, looks: readonly Look[]) {
    const wanted = new Map(
      looks.map((look) => {
        const day = { business_id: look.businessId, day: dateAt(look.timeZone, look.at) }
        return [keyOf(look), { ...day, salt: randomBytes(16).toString('hex') }]
      })
    )
    const rows = await sql<{ business_id: string; day: string; salt: string }>(trx, SALTS, {
      days: JSON.stringify([...wanted.values()]),
    })
    const salts = new Map(rows.map(({ business_id: id, day, salt }) => [`${id} ${day}`, salt]))
    return (look: Look) => salts.get(keyOf(look)) ?? ''
  }

  private async count(trx: Transaction, visits: readonly Visit[]): Promise<void> {
    const seen = { visits: JSON.stringify(visits) }
    await sql(trx, FORGET_OVER, seen)
    await sql(trx, COUNT, seen)
  }
}

function keyOf({ businessId, timeZone, at }: Look): string {
  return `${businessId} ${dateAt(timeZone, at)}`
}
