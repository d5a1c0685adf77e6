import db from '@adonisjs/lucid/services/db'
import { planComingReminders } from '#outbox'
import { databaseNow, retryingTransaction, sql } from '#transactions'

interface Changed {
  businessId: number
  serviceId: number | null
}

/** Longer than any booking's transaction, and than the clocks of two machines are apart. */
const LATELY = '15 minutes'

/**
 * A booking that was on its way into the database while its reminders were changed has read the old
 * ones, and whoever changed them did not see it. So what was changed lately is planned once more;
 * where nothing was missed, nothing changes.
 */
export default class PlanChangedReminders {
  /** @returns how many settings and services were looked at */
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
