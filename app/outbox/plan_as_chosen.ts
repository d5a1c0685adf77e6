import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { planRemindersOfClient } from './plan_reminders.js'
import type ClientPreference from '#models/notifications/client_preference'
import { sql } from '#transactions'

/** Switched on again, only those that were still to come are: others would come out of nowhere. */
const SWITCH_FOLLOW_UPS = `
  update notifications
  set status = case when :getsFollowUps then 'queued' else 'dropped' end, leased_until = null,
    last_error = case when :getsFollowUps then null else 'client_declined' end
  from bookings
  where bookings.business_id = :businessId and bookings.client_email = cast(:email as citext)
    and notifications.booking_id = bookings.id and notifications.type = 'booking_follow_up'
    and case when :getsFollowUps
      then notifications.status = 'dropped' and last_error = 'client_declined'
        and next_attempt_at > :now
      else notifications.status = 'queued' end`

/** Call it after what a client chose is saved, in its transaction. `now` is the database's clock. */
export async function planAsChosen(
  trx: Transaction,
  preference: ClientPreference,
  now: DateTime
): Promise<void> {
  const { businessId, email, getsFollowUps } = preference
  await planRemindersOfClient(trx, preference, now)
  await sql(trx, SWITCH_FOLLOW_UPS, { businessId, email, getsFollowUps, now: now.toJSDate() })
}
