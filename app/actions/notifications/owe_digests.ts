import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'
import { bySystem } from '#models/by'
import { type OwedMail, wakeDeliveries } from '#outbox'
import { sql } from '#transactions'

/** After that the morning is over, and who was not written to by then has seen the day themselves. */
const UNTIL = '10:00'

/**
 * Owes the day in short to everybody who wants it, from seven in the morning by the business's clock.
 * Its key is the date there, so a day has one, whoever runs this and however often.
 */
export default class OweDigests {
  async handle(now: DateTime, by = bySystem()): Promise<number> {
    const owed = await sql<OwedMail>(
      db.connection(),
      `insert into notifications
         (business_id, subject_type, subject_id, user_id, type, channel, dedupe_key, request_id, data)
       select business_id, 'user', user_id, user_id, 'digest', 'mail',
         concat_ws(':', 'digest', business_id, user_id, cast(clock as date)), :requestId,
         jsonb_build_object('date', cast(clock as date))
       from memberships join businesses on businesses.id = memberships.business_id
         cross join lateral (
           select cast(:now as timestamptz) at time zone businesses.time_zone as clock) as there
       where gets_digest and cast(clock as time) >= '07:00' and cast(clock as time) < '${UNTIL}'
       on conflict (dedupe_key) do nothing
       returning id as "notificationId", attempts as attempt`,
      { now: now.toJSDate(), requestId: by.requestId }
    )
    await wakeDeliveries(owed, by.requestId)
    return owed.length
  }
}
