import db from '@adonisjs/lucid/services/db'
import Membership from '#models/accounts/membership'
import { WAITING_COUNT } from '#models/accounts/waiting_count'

/** As the menu has it, counted anew. */
export async function waitingCount({ id }: Membership): Promise<number> {
  const counted = await Membership.query()
    .where({ id })
    .select(db.raw(`${WAITING_COUNT} as waiting_count`))
    .firstOrFail()
  return Number(counted.$extras.waiting_count)
}
