import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { recordAudit } from '#history'
import type { By } from '#models/by'
import type CalendarConnection from '#models/calendars/calendar_connection'
import { sql } from '#transactions'

/** Whether the people of an account are used. Who was added to them stays there. */
export async function useContacts(
  trx: Transaction,
  connection: CalendarConnection,
  { hasContacts, by }: { hasContacts: boolean; by: By }
): Promise<void> {
  const { id, businessId } = connection
  const had = connection.hasContacts
  await connection.merge({ hasContacts }).save()
  await sql(
    trx,
    hasContacts
      ? `update outside_contacts set is_owed = true, tries = 0, next_attempt_at = clock_timestamp()
         where connection_id = :id and state = 'wanted'`
      : 'delete from outside_contacts where connection_id = :id',
    { id }
  )
  if (had === hasContacts) return
  await recordAudit(trx, {
    ...{ businessId, by, action: `calendar.contacts_${hasContacts ? 'used' : 'left'}` },
    ...{ subjectType: 'calendar_connection', subjectId: id },
  })
}
