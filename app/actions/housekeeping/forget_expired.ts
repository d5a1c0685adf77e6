import db from '@adonisjs/lucid/services/db'
import { STILL_GOOD } from '#models/sign_in'

/** Rows that have served their time: idempotency keys after 24 hours, limits and sign-ins once over. */
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
    await db.from('password_resets').whereRaw('expires_at < now()').delete()
    await db
      .from('sign_in_tries')
      .whereRaw(`tried_at < clock_timestamp() - interval '1 day'`)
      .delete()
    await db.from('sign_ins').whereRaw(`not (${STILL_GOOD})`).delete()
  }
}
