import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'
import pictures from '#config/pictures'
import visits from '#config/visits'
import { STILL_GOOD, stillGood } from '#models/accounts/sign_in'
import { forgetWebhooks } from '#outbox'
import { dateAt } from '#scheduling/time/zones'
import { databaseNow } from '#transactions'

/** For unproven accounts beside a proven one, and the most of those without one. */
const UNPROVEN_FOR = `interval '30 days'`
const MOST_UNPROVEN = 5

/** Idempotency keys after 24 hours, earlier pictures after 90 days; limits, sign-ins and who a visitor was when they are over. */
export default class ForgetExpired {
  async handle(): Promise<void> {
    await db
      .from('idempotency_keys')
      .whereRaw(`created_at < clock_timestamp() - interval '24 hours'`)
      .delete()
    await db
      .from('rate_limits')
      .whereRaw('expire < extract(epoch from clock_timestamp()) * 1000')
      .delete()
    await db
      .from('form_presses')
      .whereRaw(`pressed_at < clock_timestamp() - interval '1 minute'`)
      .delete()
    await db.from('password_resets').whereRaw('expires_at < now()').delete()
    await db
      .from('sign_in_tries')
      .whereRaw(`tried_at < clock_timestamp() - interval '1 day'`)
      .delete()
    await db.from('sign_ins').whereRaw(`not (${STILL_GOOD})`).delete()
    await db.from('portal_links').whereRaw('expires_at < now()').delete()
    await db
      .from('portal_sign_ins')
      .whereRaw(`not (${stillGood('portal_sign_ins')})`)
      .delete()
    await db
      .from('pictures')
      .whereRaw(`removed_at < clock_timestamp() - interval '${pictures.keptDays} days'`)
      .delete()
    // What was read from files; the clients that came of it stay.
    await db
      .from('client_imports')
      .whereRaw(`updated_at < clock_timestamp() - interval '30 days'`)
      .delete()
    // What other places said of what is long over, and that they said so.
    await db
      .from('outside_bookings')
      .whereRaw(`ends_at < clock_timestamp() - interval '30 days'`)
      .delete()
    await db
      .from('calcom_deliveries')
      .whereRaw(`created_at < clock_timestamp() - interval '30 days'`)
      .delete()
    await db
      .from('booking_imports')
      .whereRaw(`updated_at < clock_timestamp() - interval '30 days'`)
      .delete()
    await forgetWebhooks(db.connection())
    await this.forgetVisitors()
    await this.forgetUnproven()
  }

  /** A visitor's hash with the visit, its salt with the day, and in the end the visit itself. */
  private async forgetVisitors(): Promise<void> {
    await db
      .from('visits')
      .whereNotNull('visitor')
      .whereRaw(`seen_at < clock_timestamp() - interval '${visits.visitMinutes} minutes'`)
      .update({ visitor: null })
    await this.forgetSalts(await databaseNow(db.connection()))
    await db
      .from('visits')
      .whereRaw(`began_at < clock_timestamp() - interval '${visits.keptMonths} months'`)
      .delete()
  }

  /** Of days that are over on the business's clock. */
  private async forgetSalts(now: DateTime): Promise<void> {
    const zones = await db
      .from('visitor_salts')
      .join('businesses', 'businesses.id', 'visitor_salts.business_id')
      .distinct('time_zone')
    for (const { time_zone: zone } of zones) {
      await db.rawQuery(
        `delete from visitor_salts using businesses
         where businesses.id = business_id and time_zone = ? and day < cast(? as date)`,
        [zone, dateAt(zone, now.toMillis())]
      )
    }
  }

  /** Beside a proven or a newer account at the same address, and never used. */
  private async forgetUnproven(): Promise<void> {
    await db.rawQuery(
      `with unused as (
         select users.id, memberships.business_id
         from users join memberships on memberships.user_id = users.id
         where email_verified_at is null and users.created_at < now() - ${UNPROVEN_FOR}
           and (select count(*) filter (where others.email_verified_at is not null) > 0
                  or count(*) filter (where others.id > users.id) >= ${MOST_UNPROVEN}
                from users others where others.email = users.email and others.id <> users.id)
           and not exists (select from sign_ins where sign_ins.user_id = users.id)
           and (select count(*) from memberships theirs where theirs.user_id = users.id) = 1
           and not exists (select from memberships others
             where others.business_id = memberships.business_id and others.user_id <> users.id)
           and not exists (select from bookings where bookings.business_id = memberships.business_id)
           and not exists (
             select from group_sessions where group_sessions.business_id = memberships.business_id)
           and not exists (select from enquiries where enquiries.business_id = memberships.business_id)
           and not exists (
             select from waitlist_entries where waitlist_entries.business_id = memberships.business_id)
       ), businesses_gone as (
         delete from businesses where id in (select business_id from unused)
       )
       delete from users where id in (select id from unused)`
    )
  }
}
