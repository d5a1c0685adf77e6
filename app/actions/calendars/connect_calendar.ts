import { recordAudit } from '#history'
import calendars from '#config/calendars'
import CalendarConnection, { type ConnectionProvider } from '#models/calendars/calendar_connection'
import Host from '#models/availability/host'
import type { By } from '#models/by'
import {
  type CalendarSecrets,
  CalendarTrouble,
  type CalendarTroubleKind,
} from '#services/calendars/calendar_provider'
import { calendarProvider } from '#services/calendars/index'
import { wake } from '#services/queue'
import { hastenEntries, keepCalendars, type ListedCalendar, useContacts } from '#steps'
import { databaseNow, inTransaction, lockRow, lockRowOrFail } from '#transactions'

interface Connecting {
  businessId: number
  hostId: number
  provider: ConnectionProvider
  /** As people know it. */
  account: string
  secrets: CalendarSecrets
  /** Whether its owner lets the people of the account be used. */
  hasContacts?: boolean
  /** One that was lost, or is to be opened otherwise; else the one of the same account, where there is. */
  connectionId?: number | null
  by: By
}

interface Found {
  secrets: CalendarSecrets
  listed: ListedCalendar[]
}

export type ConnectCalendarOutcome =
  | { outcome: 'connected'; connection: CalendarConnection }
  | { outcome: 'too_many' }
  | { outcome: 'not_opened'; trouble: CalendarTroubleKind }

/** Asked for its calendars first: what cannot be opened is not kept. */
export default class ConnectCalendar {
  async handle(wanted: Connecting): Promise<ConnectCalendarOutcome> {
    const found = await this.look(wanted)
    if ('trouble' in found) return { outcome: 'not_opened', trouble: found.trouble }
    const connection = await this.keep(wanted, found)
    if (!connection) return { outcome: 'too_many' }
    const { requestId } = wanted.by
    await wake('sync_calendars', { requestId: requestId ?? undefined })
    return { outcome: 'connected', connection }
  }

  private async look({
    provider,
    secrets: given,
  }: Connecting): Promise<Found | { trouble: CalendarTroubleKind }> {
    let secrets = given
    const keep = async (renewed: CalendarSecrets) => void (secrets = renewed)
    const signal = AbortSignal.timeout(calendars.requestMs)
    try {
      const opened = await calendarProvider(provider)
      const listed = await opened.listCalendars({ secrets, keep, signal })
      return {
        secrets,
        listed: listed.map(({ id: remoteId, ...calendar }) => ({ remoteId, ...calendar })),
      }
    } catch (error) {
      if (error instanceof CalendarTrouble) return { trouble: error.kind }
      throw error
    }
  }

  private keep(
    { businessId, hostId, provider, account, connectionId = null, ...wanted }: Connecting,
    { secrets, listed }: Found
  ): Promise<CalendarConnection | null> {
    const { hasContacts = false, by } = wanted
    return inTransaction(async (trx) => {
      await lockRowOrFail(trx, Host, { businessId, id: hostId })
      const own = await CalendarConnection.query({ client: trx })
        .where({ businessId, hostId })
        .orderBy('id')
      const same = (each: CalendarConnection) =>
        each.provider === provider &&
        each.account === account &&
        (provider !== 'ics' || isSameFeed(each, secrets))
      const known = own.find(({ id }) => id === connectionId) ?? own.find(same)
      if (!known && own.length >= calendars.mostConnections) return null

      const locked = known && (await lockRow(trx, CalendarConnection, { id: known.id }))
      const connection = locked ?? new CalendarConnection().useTransaction(trx)
      const { userId } = by
      connection.merge({ businessId, hostId, userId, provider, account, state: 'connected' })
      connection.merge({ lostBecause: null, failingSince: null, lastProblem: null, failures: 0 })
      connection.merge({ nextSyncAt: await databaseNow(trx), lease: null, leasedUntil: null })
      if (connection.$isNew) await connection.merge({ secrets: '-' }).save()
      await connection.merge({ secrets: CalendarConnection.sealed(connection.id, secrets) }).save()
      await keepCalendars(trx, connection, listed)
      if (known) await hastenEntries(trx, connection.id)
      await recordAudit(trx, {
        ...{ businessId, by, action: known ? 'calendar.connected_again' : 'calendar.connected' },
        ...{ subjectType: 'calendar_connection', subjectId: connection.id },
        changes: { provider, hostId },
      })
      await useContacts(trx, connection, { hasContacts, by })
      return connection
    })
  }
}

function isSameFeed(connection: CalendarConnection, secrets: CalendarSecrets): boolean {
  const known = connection.opened<CalendarSecrets>()
  return known?.kind === 'ics' && secrets.kind === 'ics' && known.url === secrets.url
}
