import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { oweEntriesOf } from './owe_entries.js'
import { blockUnread } from './unread_calendar.js'
import Calendar from '#models/calendars/calendar'
import type CalendarConnection from '#models/calendars/calendar_connection'

/** As its provider lists it. */
export type ListedCalendar = Pick<
  Calendar,
  'remoteId' | 'name' | 'color' | 'timeZone' | 'isPrimary' | 'canWrite'
>

const LONGEST_NAME = 255

/**
 * Those that are new are kept, those that are gone are not. The main one of a new connection blocks,
 * and is written to where no other of its host's is.
 */
export async function keepCalendars(
  trx: Transaction,
  connection: CalendarConnection,
  listed: readonly ListedCalendar[]
): Promise<void> {
  const { id: connectionId, businessId, hostId } = connection
  const known = await Calendar.query({ client: trx }).where({ connectionId }).forUpdate()
  const isFirst = known.length === 0
  const written = await Calendar.query({ client: trx }).where({ hostId, isWritten: true }).first()
  const main = listed.find(({ isPrimary }) => isPrimary) ?? listed.at(0)
  const kept: Calendar[] = []
  for (const each of listed) {
    const row = known.find(({ remoteId }) => remoteId === each.remoteId) ?? new Calendar()
    const name = each.name.slice(0, LONGEST_NAME) || each.remoteId.slice(0, LONGEST_NAME)
    row.useTransaction(trx).merge({ ...each, name, connectionId, businessId, hostId })
    row.merge({ watchDueAt: null })
    if (row.$isNew) {
      const isMain = isFirst && each === main
      row.merge({ blocks: isMain, isWritten: isMain && each.canWrite && !written })
    } else if (!each.canWrite) row.merge({ isWritten: false })
    kept.push(await row.save())
    if (row.$isLocal && row.isWritten) await oweEntriesOf(trx, hostId)
  }
  for (const row of known) if (!kept.includes(row)) await row.delete()
  await blockUnread(
    trx,
    kept.map(({ id }) => id)
  )
}
