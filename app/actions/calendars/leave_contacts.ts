import CalendarConnection from '#models/calendars/calendar_connection'
import type { By } from '#models/by'
import { useContacts } from '#steps'
import { inTransaction, lockRowOrFail } from '#transactions'

interface Leaving {
  businessId: number
  connectionId: number
  by: By
}

export default class LeaveContacts {
  handle({ businessId, connectionId: id, by }: Leaving): Promise<void> {
    return inTransaction(async (trx) => {
      const connection = await lockRowOrFail(trx, CalendarConnection, { businessId, id })
      await useContacts(trx, connection, { hasContacts: false, by })
    })
  }
}
