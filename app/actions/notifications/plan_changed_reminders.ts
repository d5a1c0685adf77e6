import db from '@adonisjs/lucid/services/db'
import { planComingReminders } from '#outbox'
import { databaseNow, retryingTransaction, sql } from '#transactions'

interface Changed {
  businessId: number
  serviceId: number | null
}

/** Longer than any booking's transaction, and than two machines' clocks are apart. */
const LATELY = '15 minutes'

/** A booking being written read the old reminders, and the change did not see the booking. */
export default class PlanChangedReminders {
  async handle(): Promise<number> {
    const changed = await sql<Changed>(
      db.connection(),
      `select business_id as "businessId", cast(null as bigint) as "serviceId"
         from booking_settings where updated_at > clock_timestamp() - interval '${LATELY}'
       union all
       select business_id, id
         from services where updated_at > clock_timestamp() - interval '${LATELY}'
       order by 1, 2 nulls first`
    )
    for (const each of changed) {
      await retryingTransaction(async (trx) =>
        planComingReminders(trx, each, await databaseNow(trx))
      )
    }
    return changed.length
  }
}
