import logger from '@adonisjs/core/services/logger'
import calendars from '#config/calendars'
import CalendarConnection from '#models/calendars/calendar_connection'
import type Business from '#models/settings/business'
import { contactAccounts } from '#queries/contacts/contact_accounts'
import { keysOfClients, keysOfPerson } from '#queries/contacts/known_people'
import { type CalendarSecrets, CalendarTrouble } from '#services/calendars/calendar_provider'
import type { OutsidePerson } from '#services/contacts/contact_book'
import { contactBook } from '#services/contacts/index'
import { inTime } from '#services/in_time'

interface Looking {
  business: Business
  /** Who sees the people of their own accounts alone; null for those in charge. */
  userId: number | null
  typed: string
  most: number
}

export interface FoundContact {
  name: string
  email: string | null
  phone: string | null
}

/** Asked while somebody types, and never waited for long. Nothing of them is kept. */
export default class FindContacts {
  async handle({ business, userId, typed, most }: Looking): Promise<FoundContact[]> {
    if (most <= 0) return []
    const accounts = await contactAccounts(business.id, userId)
    const found = await Promise.all(accounts.map((account) => this.search(account, typed)))
    return this.strangers(business, found.flat(), most)
  }

  private async search(account: CalendarConnection, typed: string): Promise<OutsidePerson[]> {
    const { id } = account
    const secrets = account.opened<CalendarSecrets>()
    const book = await contactBook(account.provider)
    if (!secrets || !book) return []
    const keep = (renewed: CalendarSecrets) => CalendarConnection.reseal(id, renewed)
    const { searchMs } = calendars.contacts
    const access = { secrets, keep, signal: AbortSignal.timeout(searchMs) }
    try {
      return await inTime(searchMs, book.search(access, typed))
    } catch (error) {
      const kind = error instanceof CalendarTrouble ? error.kind : 'timeout'
      logger.warn({ connection_id: id, kind }, 'Contacts could not be searched')
      return []
    }
  }

  /** Each once, and none who is a client already. */
  private async strangers(
    business: Business,
    people: OutsidePerson[],
    most: number
  ): Promise<FoundContact[]> {
    const reachable = people.map((person) => ({ person, ...keysOfPerson(person, business) }))
    const taken = await keysOfClients(business.id, {
      emailKeys: reachable.flatMap(({ emailKeys }) => emailKeys),
      phoneKeys: reachable.flatMap(({ phoneKeys }) => phoneKeys),
    })
    const found: FoundContact[] = []
    for (const { person, emailKeys, phoneKeys } of reachable) {
      const keys = [...emailKeys, ...phoneKeys]
      if (keys.length === 0 || keys.some((key) => taken.has(key))) continue
      for (const key of keys) taken.add(key)
      const [email = null, phone = null] = [person.emails.at(0), person.phones.at(0)]
      found.push({ name: person.name || email || phone || '', email, phone })
    }
    return found.slice(0, most)
  }
}
