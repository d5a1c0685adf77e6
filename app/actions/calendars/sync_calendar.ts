import { randomUUID } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import calendars from '#config/calendars'
import WatchCalendar from '#actions/calendars/watch_calendar'
import { recordAudit } from '#history'
import { calendarLost } from '#messages'
import Calendar from '#models/calendars/calendar'
import CalendarConnection from '#models/calendars/calendar_connection'
import { bySystem } from '#models/by'
import { deliverAfter, owe } from '#outbox'
import { ownEvents } from '#queries/calendars/own_events'
import { outsideTrouble } from '#services/calendars/ask_outside'
import {
  type CalendarAccess,
  type CalendarChanges,
  type CalendarProvider,
  type CalendarSecrets,
  CalendarTrouble,
} from '#services/calendars/calendar_provider'
import { calendarProvider } from '#services/calendars/index'
import { hastenEntries, keepBusy, seeEntries } from '#steps'
import { inTransaction, sql } from '#transactions'

/** Of a connection that was read, or why it was not. */
type Synced = 'not_due' | 'read' | 'failed' | 'lost'

interface Opened {
  connection: CalendarConnection
  provider: CalendarProvider
  access: CalendarAccess
  now: DateTime
}

const TAKE = `
  update calendar_connections
  set lease = :lease,
    leased_until = clock_timestamp() + make_interval(secs => :seconds)
  where id = :id and state = 'connected' and next_sync_at <= clock_timestamp()
    and (leased_until is null or leased_until <= clock_timestamp())
  returning clock_timestamp() as now`

const MINUTE = 60
const LONGEST_WAIT = 60 * MINUTE

/** Reads what has changed in the calendars of one connection. What cannot be read stays as it was last. */
export default class SyncCalendar {
  async handle({ connectionId: id }: { connectionId: number }): Promise<Synced> {
    const lease = randomUUID()
    const seconds = calendars.leaseSeconds
    const [taken] = await sql<{ now: Date }>(db.connection(), TAKE, { id, lease, seconds })
    if (!taken) return 'not_due'
    const connection = await CalendarConnection.query().where({ id, lease }).preload('host').first()
    if (!connection) return 'not_due'
    try {
      const opened = await this.open(connection, DateTime.fromJSDate(taken.now))
      await this.done(connection, await this.readAll(opened))
      return 'read'
    } catch (error) {
      const trouble = outsideTrouble(error)
      if (trouble.kind === 'access_lost') return await this.lose(connection, trouble.kind)
      await this.fail(connection, trouble)
      if (trouble === error || trouble.kind === 'timeout') return 'failed'
      throw error
    }
  }

  private async open(connection: CalendarConnection, now: DateTime): Promise<Opened> {
    const secrets = connection.opened<CalendarSecrets>()
    if (!secrets) throw new CalendarTrouble('access_lost')
    const provider = await calendarProvider(connection.provider)
    const keep = async (renewed: CalendarSecrets) => {
      const sealed = CalendarConnection.sealed(connection.id, renewed)
      await CalendarConnection.query().where({ id: connection.id }).update({ secrets: sealed })
    }
    const signal = AbortSignal.timeout(calendars.connectionMs)
    return { connection, provider, access: { secrets, keep, signal }, now }
  }

  /** One that cannot be read holds up no other. Tells in how many seconds to look again. */
  private async readAll(opened: Opened): Promise<number> {
    const connectionId = opened.connection.id
    const all = await Calendar.query().where({ connectionId }).orderBy('id')
    const isRead = ({ blocks, isWritten }: Calendar) => blocks || isWritten
    for (const calendar of all) if (!isRead(calendar)) await this.stopWatching(opened, calendar)
    let first: unknown = null
    const waits: number[] = []
    for (const calendar of all.filter(isRead)) {
      try {
        waits.push(await this.watchAndRead(opened, calendar))
      } catch (error) {
        if (error instanceof CalendarTrouble && error.kind === 'access_lost') throw error
        first ??= error
      }
    }
    if (first !== null) throw first as Error
    return Math.min(...waits, calendars.everySecondsWhole)
  }

  /** Watched first, so that no change falls between. Tells in how many seconds to look again. */
  private async watchAndRead(opened: Opened, calendar: Calendar): Promise<number> {
    const isWatched = await new WatchCalendar().handle(calendar, opened)
    const { isConditional } = await this.read(opened, calendar)
    if (isWatched) return calendars.everySecondsWatched
    return isConditional ? calendars.everySeconds : calendars.everySecondsWhole
  }

  private async stopWatching(opened: Opened, calendar: Calendar): Promise<void> {
    if (calendar.watchId === null) return
    await new WatchCalendar().stop(calendar, opened)
    await calendar.merge({ watchDueAt: null }).save()
  }

  private async read(opened: Opened, calendar: Calendar): Promise<CalendarChanges> {
    const { now, connection } = opened
    const wholeUntil = calendar.readWholeAt?.plus({ hours: calendars.wholeEveryHours })
    const token = wholeUntil && wholeUntil > now ? calendar.syncToken : null
    const changes = await this.changesOf(opened, calendar, token)
    const { isWhole, goneIds, events, token: syncToken } = changes
    await inTransaction(async (trx) => {
      const held = await CalendarConnection.query({ client: trx })
        .where({ id: connection.id, lease: String(connection.lease) })
        .forUpdate()
        .first()
      const row = await Calendar.query({ client: trx }).where({ id: calendar.id }).first()
      if (!held || !row || (!row.blocks && calendar.blocks)) return
      const own = await ownEvents(trx, row.businessId, events)
      const others = events.filter(({ uid }) => uid === null || !own.has(uid))
      const ours = events.filter(({ uid }) => uid !== null && own.has(uid))
      const window = windowAt(now)
      await seeEntries(trx, row, { isWhole, goneIds, events: ours, window, askedAt: now })
      if (row.blocks) await keepBusy(trx, row, { isWhole, goneIds, events: others })
      const readWholeAt = isWhole ? now : row.readWholeAt
      await row.merge({ syncToken, readAt: now, readWholeAt }).save()
    })
    return changes
  }

  private async changesOf(
    { provider, access, connection, now }: Opened,
    { remoteId: calendarId, timeZone }: Calendar,
    token: string | null
  ): Promise<CalendarChanges> {
    const wanted = {
      calendarId,
      window: windowAt(now),
      timeZone: timeZone ?? connection.host.timeZone,
    }
    try {
      return await provider.changes(access, { ...wanted, token })
    } catch (error) {
      const isExpired = error instanceof CalendarTrouble && error.kind === 'token_expired'
      if (!isExpired || token === null) throw error
      return provider.changes(access, { ...wanted, token: null })
    }
  }

  /** Where it was asked for again meanwhile, it is due at once. */
  private async done({ id, lease, failingSince }: CalendarConnection, seconds: number) {
    if (failingSince !== null) await hastenEntries(db.connection(), id)
    return sql(
      db.connection(),
      `update calendar_connections
       set last_synced_at = clock_timestamp(), failing_since = null, last_problem = null, failures = 0,
         lease = null, leased_until = null, next_sync_at = case
           when next_sync_at > leased_until - make_interval(secs => :leaseSeconds)
           then next_sync_at else clock_timestamp() + make_interval(secs => :seconds) end
       where id = :id and lease = :lease`,
      { id, lease, leaseSeconds: calendars.leaseSeconds, seconds: jittered(seconds) }
    )
  }

  private fail({ id, lease, failures }: CalendarConnection, { kind, facts }: CalendarTrouble) {
    const backoff = jittered(Math.min(MINUTE * 2 ** failures, LONGEST_WAIT))
    const seconds = Math.max(backoff, Math.min(facts.retryAfterSeconds ?? 0, LONGEST_WAIT))
    return sql(
      db.connection(),
      `update calendar_connections
       set failing_since = coalesce(failing_since, clock_timestamp()), last_problem = :kind,
         failures = failures + 1, lease = null, leased_until = null,
         next_sync_at = clock_timestamp() + make_interval(secs => :seconds)
       where id = :id and lease = :lease`,
      { id, lease, kind, seconds }
    )
  }

  /** Nothing more is asked until somebody connects it anew; they are told. */
  private async lose(connection: CalendarConnection, because: string): Promise<Synced> {
    const by = bySystem()
    await deliverAfter(by, () =>
      inTransaction(async (trx) => ({ owed: await this.tellLost(trx, connection, because) }))
    )
    return 'lost'
  }

  private async tellLost(
    trx: Transaction,
    { id, businessId, hostId, lease }: CalendarConnection,
    because: string
  ) {
    const by = bySystem()
    const lost = await sql(
      trx,
      `update calendar_connections
       set state = 'lost', lost_because = :because, lease = null, leased_until = null,
         updated_at = clock_timestamp()
       where id = :id and lease = :lease and state = 'connected' returning id`,
      { id, lease, because }
    )
    if (lost.length === 0) return []
    const subject = { type: 'calendar_connection' as const, id }
    await recordAudit(trx, {
      ...{ businessId, by, action: 'calendar.lost', changes: { hostId } },
      ...{ subjectType: subject.type, subjectId: id },
    })
    return owe(trx, calendarLost, { businessId, subject, hostId, occurrence: String(lease), by })
  }
}

/** Up to a tenth sooner, so that those that were connected together are not asked together for ever. */
function jittered(seconds: number): number {
  return seconds * (1 - Math.random() / 10)
}

function windowAt(now: DateTime) {
  return {
    start: now.minus({ days: 1 }).toMillis(),
    end: now.plus({ days: calendars.aheadDays }).toMillis(),
  }
}
