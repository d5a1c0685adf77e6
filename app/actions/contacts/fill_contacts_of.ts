import db from '@adonisjs/lucid/services/db'
import calendars from '#config/calendars'
import CalendarConnection from '#models/calendars/calendar_connection'
import type Client from '#models/clients/client'
import type Business from '#models/settings/business'
import { retryDelaySeconds } from '#outbox'
import { findClient, findRecord } from '#queries/clients/find_client'
import { keysOfPerson } from '#queries/contacts/known_people'
import {
  type CalendarAccess,
  type CalendarSecrets,
  CalendarTrouble,
} from '#services/calendars/calendar_provider'
import type { ContactBook } from '#services/contacts/contact_book'
import { contactBook } from '#services/contacts/index'
import { sql } from '#transactions'

interface Due {
  id: number
  clientId: number
  tries: number
}

interface Opened {
  business: Business
  book: ContactBook
  access: CalendarAccess
  /** Addresses and numbers of those who are there. */
  known: Set<string>
}

type ContactState = 'known' | 'added' | 'nothing'

const TAKE = `
  update outside_contacts
  set tries = tries + 1, leased_until = clock_timestamp() + make_interval(secs => :seconds)
  where id in (
    select id from outside_contacts
    where connection_id = :connectionId and is_owed and next_attempt_at <= clock_timestamp()
      and (leased_until is null or leased_until <= clock_timestamp())
    order by id limit :most for update skip locked)
  returning id, client_id as "clientId", tries`

const MOST_TRIES = 8

/**
 * Adds those who are owed to the people of an account, and are not there. All who are there are read
 * first, so that one who does it twice adds nobody twice; nobody who is there is changed.
 */
export default class FillContactsOf {
  async handle({ connectionId }: { connectionId: number }): Promise<number> {
    const due = await sql<Due>(db.connection(), TAKE, {
      ...{ connectionId, seconds: calendars.leaseSeconds },
      most: calendars.contacts.mostAtOnce,
    })
    if (due.length === 0) return 0
    const left = [...due]
    try {
      const opened = await this.open(connectionId)
      for (const each of due) {
        await this.bring(opened, each)
        left.shift()
      }
    } catch (error) {
      for (const each of left) await this.postpone(each, troubleIn(error))
      if (!(error instanceof CalendarTrouble)) throw error
    }
    return due.length - left.length
  }

  private async open(id: number): Promise<Opened> {
    const connection = await CalendarConnection.query()
      .where({ id, has_contacts: true })
      .preload('business')
      .firstOrFail()
    const secrets = connection.opened<CalendarSecrets>()
    const book = await contactBook(connection.provider)
    if (connection.isLost || !secrets || !book) throw new CalendarTrouble('access_lost')
    const keep = (renewed: CalendarSecrets) => CalendarConnection.reseal(id, renewed)
    const access = { secrets, keep, signal: AbortSignal.timeout(calendars.connectionMs) }
    const { business } = connection
    const people = await book.list(access)
    const known = new Set(people.flatMap((person) => keysIn(person, business)))
    return { business, book, access, known }
  }

  /** One whom it does not take keeps nobody else waiting. */
  private async bring(opened: Opened, due: Due): Promise<void> {
    const { business } = opened
    const { recordId } = await findClient(business, due.clientId)
    try {
      await this.settle(due, await this.add(opened, await findRecord(business, recordId)))
    } catch (error) {
      if (!(error instanceof CalendarTrouble && error.kind === 'refused')) throw error
      await this.postpone(due, error)
    }
  }

  private async add(
    { business, book, access, known }: Opened,
    { name, emails, phones }: Client
  ): Promise<ContactState> {
    const person = { name, emails, phones }
    const keys = keysIn(person, business)
    if (keys.length === 0) return 'nothing'
    if (keys.some((key) => known.has(key))) return 'known'
    await book.add(access, person)
    for (const key of keys) known.add(key)
    return 'added'
  }

  private settle({ id }: Due, state: ContactState) {
    return sql(
      db.connection(),
      `update outside_contacts
       set state = :state, is_owed = false, last_problem = null, leased_until = null,
         updated_at = clock_timestamp()
       where id = :id`,
      { id, state }
    )
  }

  private postpone({ id, tries }: Due, { kind, facts }: CalendarTrouble) {
    const isOver = tries >= MOST_TRIES && kind !== 'access_lost'
    const delay = retryDelaySeconds(tries, Math.random())
    return sql(
      db.connection(),
      `update outside_contacts
       set last_problem = :kind, is_owed = not :isOver, leased_until = null,
         next_attempt_at = clock_timestamp() + make_interval(secs => :seconds),
         updated_at = clock_timestamp()
       where id = :id`,
      { id, kind, isOver, seconds: Math.max(delay, facts.retryAfterSeconds ?? 0) }
    )
  }
}

function keysIn(person: Parameters<typeof keysOfPerson>[0], business: Business): string[] {
  const { emailKeys, phoneKeys } = keysOfPerson(person, business)
  return [...emailKeys, ...phoneKeys]
}

function troubleIn(error: unknown): CalendarTrouble {
  return error instanceof CalendarTrouble ? error : new CalendarTrouble('unreachable')
}
