import { people, type people_v1 as v1 } from '@googleapis/people'
import addresses from '#config/calendar_addresses'
import { type CalendarAccess, CalendarTrouble } from '#services/calendars/calendar_provider'
import { askGoogle, type GoogleWay } from '#services/calendars/google'
import type { ContactBook, OutsidePerson } from './contact_book.js'

const FIELDS = 'names,emailAddresses,phoneNumbers'
const MOST_PAGES = 50
const MOST_FOUND = 10
/** Google searches in what it has at hand, and asks to be told beforehand that it will be searched. */
const WARM_MS = 10 * 60_000

/** When each account was warmed up last, by what renews its access. */
const warmedAt = new Map<string, number>()

/** Google Contacts, by its official client. */
export const googlePeople: ContactBook = {
  async search(access, typed) {
    await warmUp(access)
    const { results = [] } = await searchFor(access, typed)
    return results.flatMap(({ person }) => (person ? personFrom(person) : []))
  },

  async list(access) {
    const found: OutsidePerson[] = []
    let pageToken: string | undefined
    for (let page = 0; page < MOST_PAGES; page++) {
      const asked = { resourceName: 'people/me', personFields: FIELDS, pageSize: 1_000, pageToken }
      const { connections, nextPageToken } = await ask(access, (client, way) =>
        client.people.connections.list(asked, way)
      )
      found.push(...(connections ?? []).map(personFrom))
      if (!nextPageToken) return found
      pageToken = nextPageToken
    }
    throw new CalendarTrouble('too_large')
  },

  async add(access, { name, emails, phones }) {
    const requestBody = {
      names: [{ unstructuredName: name }],
      emailAddresses: emails.map((value) => ({ value })),
      phoneNumbers: phones.map((value) => ({ value })),
    }
    await ask(access, (client, way) =>
      client.people.createContact({ personFields: 'names', requestBody }, way)
    )
  },
}

async function warmUp(access: CalendarAccess): Promise<void> {
  const { secrets } = access
  const account = secrets.kind === 'oauth' ? secrets.refreshToken : ''
  const now = Date.now()
  if (now - (warmedAt.get(account) ?? 0) < WARM_MS) return
  await searchFor(access, '')
  warmedAt.set(account, now)
}

function searchFor(access: CalendarAccess, query: string): Promise<v1.Schema$SearchResponse> {
  const asked = { query, readMask: FIELDS, pageSize: MOST_FOUND }
  return ask(access, (client, way) => client.people.searchContacts(asked, way))
}

function personFrom({ names, emailAddresses, phoneNumbers }: v1.Schema$Person): OutsidePerson {
  return {
    name: names?.at(0)?.displayName ?? '',
    emails: (emailAddresses ?? []).flatMap(({ value }) => value || []),
    phones: (phoneNumbers ?? []).flatMap(({ value }) => value || []),
  }
}

function ask<Answer>(
  access: CalendarAccess,
  send: (client: v1.People, way: GoogleWay) => Promise<{ data: Answer }>
): Promise<Answer> {
  const rootUrl = addresses.google.people
  return askGoogle(access, (auth, way) => send(people({ version: 'v1', auth, rootUrl }), way))
}
