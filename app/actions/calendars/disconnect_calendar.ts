import logger from '@adonisjs/core/services/logger'
import calendars from '#config/calendars'
import WatchCalendar from '#actions/calendars/watch_calendar'
import { recordAudit } from '#history'
import Calendar from '#models/calendars/calendar'
import CalendarConnection from '#models/calendars/calendar_connection'
import type { By } from '#models/by'
import type { CalendarSecrets } from '#services/calendars/calendar_provider'
import { calendarProvider } from '#services/calendars/index'
import { letGoOfEntries } from '#steps'
import { inTransaction, lockRowOrFail } from '#transactions'

interface Disconnecting {
  businessId: number
  connectionId: number
  by: By
}

/** Its secrets and its busy time go with it; what was written there stays. */
export default class DisconnectCalendar {
  async handle({ businessId, connectionId: id, by }: Disconnecting): Promise<void> {
    const { connection, watched } = await inTransaction(async (trx) => {
      const row = await lockRowOrFail(trx, CalendarConnection, { businessId, id })
      const all = await Calendar.query({ client: trx }).where({ connectionId: id })
      await letGoOfEntries(trx, id)
      await row.delete()
      await recordAudit(trx, {
        ...{ businessId, by, action: 'calendar.disconnected' },
        ...{ subjectType: 'calendar_connection', subjectId: id },
        changes: { provider: row.provider, hostId: row.hostId },
      })
      return { connection: row, watched: all }
    })
    // It is gone here, whether or not its provider can be told.
    void this.giveBack(connection, watched).catch((error: unknown) => {
      logger.warn({ err: error, connection_id: id }, 'A calendar was not told of its disconnection')
    })
  }

  private async giveBack(connection: CalendarConnection, all: Calendar[]): Promise<void> {
    const secrets = connection.opened<CalendarSecrets>()
    if (!secrets) return
    const provider = await calendarProvider(connection.provider)
    const signal = AbortSignal.timeout(calendars.connectionMs)
    const access = { secrets, keep: async () => {}, signal }
    for (const calendar of all) await new WatchCalendar().stop(calendar, { provider, access })
    await provider.revoke?.(access)
  }
}
