import CalendarConnection from '#models/calendars/calendar_connection'
import type { By } from '#models/by'
import { wake } from '#services/queue'
import { databaseNow, inTransaction, lockRowOrFail } from '#transactions'

interface Asking {
  businessId: number
  connectionId: number
  by: By
}

/** At once, also where it failed a moment ago. */
export default class AskCalendarSync {
  async handle({
    businessId,
    connectionId: id,
    by: { requestId },
  }: Asking): Promise<'asked' | 'is_lost'> {
    const outcome = await inTransaction(async (trx) => {
      const connection = await lockRowOrFail(trx, CalendarConnection, { businessId, id })
      if (connection.isLost) return 'is_lost'
      await connection.merge({ nextSyncAt: await databaseNow(trx) }).save()
      return 'asked'
    })
    if (outcome === 'asked') await wake('sync_calendars', { requestId: requestId ?? undefined })
    return outcome
  }
}
