import { createHash } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import calendars from '#config/calendars'
import { bookingHosts } from '#claims'
import { entryContent } from '#messages'
import Booking from '#models/bookings/booking'
import { bySystem } from '#models/by'
import Calendar from '#models/calendars/calendar'
import CalendarConnection from '#models/calendars/calendar_connection'
import CalendarEntry from '#models/calendars/calendar_entry'
import { versionOf } from '#models/version'
import { deliverAfter, retryDelaySeconds } from '#outbox'
import { outsideTrouble } from '#services/calendars/ask_outside'
import {
  type CalendarAccess,
  type CalendarProvider,
  type CalendarSecrets,
  CalendarTrouble,
  type EventToWrite,
} from '#services/calendars/calendar_provider'
import { calendarProvider } from '#services/calendars/index'
import { giveCallLink } from '#steps'
import { inTransaction, sql } from '#transactions'

type Written = 'not_due' | 'same' | 'written' | 'removed' | 'nowhere' | 'failed' | 'given_up'

interface Target {
  calendar: Calendar
  provider: CalendarProvider
  access: CalendarAccess
}

const TAKE = `
  update calendar_entries
  set attempts = attempts + 1, tries = tries + 1,
    leased_until = clock_timestamp() + make_interval(secs => :seconds)
  where id = :id and is_owed and next_attempt_at <= clock_timestamp()
    and (leased_until is null or leased_until <= clock_timestamp())
  returning attempts, tries, clock_timestamp() as now`

/** What changed while it was written is owed anew. */
const NO_LONGER_OWED = `leased_until = null, updated_at = clock_timestamp(),
  is_owed = is_owed and attempts <> :attempts`

const STANDS = new Set(['approved', 'completed', 'no_show'])
const MOST_TRIES = 8

/**
 * Makes what stands in a host's calendar look like the booking: put there, brought up to date, or
 * taken out. Its id comes from the booking, so that one who does it twice makes one entry.
 */
export default class WriteCalendarEntry {
  async handle({ entryId: id }: { entryId: number }): Promise<Written> {
    const seconds = calendars.leaseSeconds
    const [lease] = await sql<{ attempts: number; tries: number; now: Date }>(
      db.connection(),
      TAKE,
      { id, seconds }
    )
    if (!lease) return 'not_due'
    const entry = await CalendarEntry.query().where({ id }).preload('host').first()
    if (!entry) return 'not_due'
    const { attempts, tries } = lease
    try {
      return await this.bringUpToDate(
        entry.merge({ attempts, tries }),
        DateTime.fromJSDate(lease.now)
      )
    } catch (error) {
      const trouble = outsideTrouble(error)
      const outcome = await this.postpone(entry, trouble)
      if (trouble === error || trouble.kind === 'timeout') return outcome
      throw error
    }
  }

  private async bringUpToDate(entry: CalendarEntry, now: DateTime): Promise<Written> {
    const booking = await this.findBooking(entry)
    const chosen = await this.findChosen(entry)
    const isWanted =
      (await this.isWanted(entry, booking)) && (chosen !== null || this.stays(entry, booking, now))
    if (isWanted && chosen) await this.leaveFormer(entry, chosen)
    const target = await this.findTarget(entry)
    if (!target) return this.nowhere(entry)
    if (!isWanted) return this.takeOut(entry, target)

    const { meetings } = target.provider
    const content = await entryContent(booking, entry.host, { now, meetings })
    const event: EventToWrite = {
      ...{ id: eventId(booking, entry.hostId), uid: booking.eventUid, etag: entry.etag },
      ...content,
      span: { start: booking.startsAt.toMillis(), end: booking.endsAt.toMillis() },
      timeZone: entry.host.timeZone,
      sequence: booking.calendarSequence,
      isTentative: false,
    }
    const version = versionOf({ ...event, etag: null })
    if (entry.state === 'written' && entry.writtenVersion === version) {
      await this.settle(entry, {})
      return 'same'
    }
    return this.putThere(entry, target, event, version)
  }

  private findBooking({ bookingId }: CalendarEntry): Promise<Booking> {
    return Booking.query()
      .select('bookings.*', bookingHosts())
      .where('bookings.id', bookingId)
      .preload('business')
      .preload('service')
      .preload('host')
      .firstOrFail()
  }

  /** Of those in a session one stands for all, since its host gives it once. */
  private async isWanted({ hostId }: CalendarEntry, booking: Booking): Promise<boolean> {
    if (!STANDS.has(booking.status) || !booking.hostIds.includes(hostId)) return false
    if (booking.sessionId === null) return true
    const first = await Booking.query()
      .where({ sessionId: booking.sessionId })
      .whereIn('status', [...STANDS])
      .orderBy('id')
      .first()
    return first?.id === booking.id
  }

  /** Where its host's bookings are written. */
  private findChosen({ hostId }: CalendarEntry): Promise<Calendar | null> {
    return Calendar.query().where({ hostId, isWritten: true }).first()
  }

  /** Though nothing is written any more: its client has the link, or it is over. */
  private stays({ joinLink }: CalendarEntry, { endsAt }: Booking, now: DateTime): boolean {
    return joinLink !== null || endsAt <= now
  }

  /**
   * Where its host's bookings are written elsewhere by now, it is taken out where it stood, as far as that
   * lets us in. One with a meeting stays: its client has the link.
   */
  private async leaveFormer(entry: CalendarEntry, chosen: Calendar): Promise<void> {
    const { id, calendarId, remoteId, joinLink } = entry
    if (calendarId === null || joinLink !== null || chosen.id === calendarId) return
    try {
      const former = await this.findTarget(entry)
      if (remoteId !== null) {
        await former?.provider.remove?.(former.access, former.calendar.remoteId, remoteId)
      }
    } catch (error) {
      if (!(error instanceof CalendarTrouble && error.kind === 'access_lost')) throw error
    }
    const nowhere = {
      ...{ state: 'wanted' as const, calendarId: null, remoteId: null, etag: null, link: null },
      ...{ writtenVersion: null, movedStartsAt: null, movedEndsAt: null },
    }
    await CalendarEntry.query().where({ id }).update(nowhere)
    entry.merge(nowhere)
  }

  /** Where it stands already, else where its host's bookings are written. */
  private async findTarget(entry: CalendarEntry): Promise<Target | null> {
    const { calendarId } = entry
    const calendar =
      calendarId === null ? await this.findChosen(entry) : await Calendar.find(calendarId)
    if (!calendar) return null
    const connection = await CalendarConnection.findOrFail(calendar.connectionId)
    const secrets = connection.opened<CalendarSecrets>()
    if (connection.isLost || !secrets) throw new CalendarTrouble('access_lost')
    const keep = (renewed: CalendarSecrets) => CalendarConnection.reseal(connection.id, renewed)
    const access = { secrets, keep, signal: AbortSignal.timeout(calendars.connectionMs) }
    return { calendar, access, provider: await calendarProvider(connection.provider) }
  }

  /** The calendar is noted first: one who dies in between has made no entry that nobody knows of. */
  private async putThere(
    entry: CalendarEntry,
    { calendar, provider, access }: Target,
    event: EventToWrite,
    version: string
  ): Promise<Written> {
    if (!provider.put) return this.nowhere(entry)
    const remoteId = entry.remoteId ?? event.id
    await CalendarEntry.query()
      .where({ id: entry.id })
      .update({ calendarId: calendar.id, remoteId })
    const written = await this.put({ calendar, provider, access }, event)
    if (event.wantsMeeting && written.joinLink) await this.tellLink(entry, written.joinLink)
    await this.settle(entry, {
      ...{ state: 'written', remoteId: written.eventId, etag: written.etag, link: written.link },
      ...{ joinLink: written.joinLink, writtenSequence: event.sequence, writtenVersion: version },
      ...{ movedStartsAt: null, movedEndsAt: null },
    })
    return 'written'
  }

  /** Before the entry is settled, so that one who dies in between tells it after all. */
  private async tellLink({ bookingId }: CalendarEntry, link: string): Promise<void> {
    await deliverAfter(bySystem(), () =>
      inTransaction(async (trx) => ({ owed: await giveCallLink(trx, { bookingId, link }) }))
    )
  }

  /** Where somebody changed it there, what is booked here holds. */
  private async put({ calendar, provider, access }: Target, event: EventToWrite) {
    const { remoteId } = calendar
    if (!provider.put) throw new CalendarTrouble('refused')
    try {
      return await provider.put(access, remoteId, event)
    } catch (error) {
      const isChanged = error instanceof CalendarTrouble && error.kind === 'conflict'
      if (!isChanged || event.etag === null) throw error
      return provider.put(access, remoteId, { ...event, etag: null })
    }
  }

  private async takeOut(
    entry: CalendarEntry,
    { calendar, provider, access }: Target
  ): Promise<Written> {
    if (entry.remoteId !== null) {
      await provider.remove?.(access, calendar.remoteId, entry.remoteId)
    }
    await this.settle(entry, {
      ...{ state: 'removed', remoteId: null, etag: null, link: null, joinLink: null },
      ...{ writtenVersion: null, movedStartsAt: null, movedEndsAt: null, calendarId: null },
    })
    return 'removed'
  }

  private async nowhere(entry: CalendarEntry): Promise<Written> {
    await this.settle(entry, { state: 'wanted', remoteId: null, etag: null, link: null })
    return 'nowhere'
  }

  private async settle(
    { id, attempts }: CalendarEntry,
    changes: Partial<Record<keyof CalendarEntry, unknown>>
  ): Promise<void> {
    const writtenAt = changes.state === 'written' ? { writtenAt: DateTime.utc().toSQL() } : {}
    if (Object.keys(changes).length > 0) {
      await CalendarEntry.query()
        .where({ id })
        .update({ ...changes, ...writtenAt })
    }
    await sql(
      db.connection(),
      `update calendar_entries set last_problem = null, ${NO_LONGER_OWED} where id = :id`,
      { id, attempts }
    )
  }

  private async postpone(
    { id, attempts, tries }: CalendarEntry,
    { kind, facts }: CalendarTrouble
  ): Promise<Written> {
    const isOver = tries >= MOST_TRIES && kind !== 'access_lost'
    const wait = retryDelaySeconds(tries, Math.random())
    const delaySeconds = Math.max(wait, facts.retryAfterSeconds ?? 0)
    await sql(
      db.connection(),
      `update calendar_entries
       set last_problem = :kind, leased_until = null, updated_at = clock_timestamp(),
         is_owed = attempts <> :attempts or not :isOver,
         next_attempt_at = case when attempts <> :attempts then clock_timestamp()
           else clock_timestamp() + make_interval(secs => :delaySeconds) end
       where id = :id`,
      { id, attempts, kind, isOver, delaySeconds }
    )
    return isOver ? 'given_up' : 'failed'
  }
}

/** Letters and digits that every provider takes. */
function eventId({ eventUid }: Booking, hostId: number): string {
  const hash = createHash('sha256').update(`${eventUid}/${hostId}`).digest('hex')
  return `b${hash.slice(0, 40)}`
}
