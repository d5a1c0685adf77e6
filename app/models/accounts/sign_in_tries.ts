import db from '@adonisjs/lucid/services/db'
import env from '#start/env'

const FREE_TRIES = 5
const FIRST_DELAY_SECONDS = 15
const LONGEST_DELAY_SECONDS = 15 * 60
const FORGOTTEN_AFTER = `interval '1 day'`

/** The wait after the last try: nothing at first, then twice as long each time. */
const DELAY = `case when sign_in_tries.tries < ${FREE_TRIES} then interval '0' else
  least(${LONGEST_DELAY_SECONDS}, ${FIRST_DELAY_SECONDS} * 2 ^ least(sign_in_tries.tries - ${FREE_TRIES}, 10))
  * interval '1 second' end`

/** Null, or the seconds to wait. One statement, so that many tries at once gain nothing. */
export async function takeSignInTry(key: string): Promise<number | null> {
  if (env.get('RATE_LIMITS') === 'off') return null
  const { rows: taken } = await db.rawQuery(
    `insert into sign_in_tries (key) values (?)
     on conflict (key) do update set
       tries = case when sign_in_tries.tried_at < clock_timestamp() - ${FORGOTTEN_AFTER}
         then 1 else sign_in_tries.tries + 1 end,
       tried_at = clock_timestamp()
     where sign_in_tries.tried_at + ${DELAY} <= clock_timestamp()
     returning tries`,
    [key]
  )
  if (taken.length > 0) return null
  const { rows } = await db.rawQuery(
    `select ceil(extract(epoch from tried_at + ${DELAY} - clock_timestamp())) as wait
     from sign_in_tries where key = ?`,
    [key]
  )
  return Math.max(1, Number(rows[0]?.wait ?? 1))
}

export async function forgetSignInTries(key: string): Promise<void> {
  await db.from('sign_in_tries').where('key', key).delete()
}
