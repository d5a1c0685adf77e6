import type { TestContext } from '@japa/runner/core'
import type Host from '#models/availability/host'
import CalendarConnection from '#models/calendars/calendar_connection'
import type { CalendarAccess } from '#services/calendars/calendar_provider'
import { failure } from '#tests/support/google_calendar'
import {
  OauthStandIn,
  type StandInAnswer,
  type StandInRequest,
} from '#tests/support/oauth_provider'

export interface StoredPerson {
  name: string
  emails: string[]
  phones: string[]
}

/** The people of an account at both providers, as their documentation has it. */
export class PeopleBooks {
  readonly people: StoredPerson[] = []
  /** Google finds nobody before it was told that it will be searched. */
  isWarm = false
  private constructor(public standIn: OauthStandIn) {}

  static async open(cleanup: TestContext['cleanup']): Promise<PeopleBooks> {
    const standIn = await OauthStandIn.open(cleanup, (request) => books.answer(request))
    const books = new PeopleBooks(standIn)
    return books
  }

  /** Another account each time, since whoever searches remembers which is warm. */
  accessTo({ accessToken }: { accessToken?: string } = {}): CalendarAccess {
    const access = this.standIn.accessTo(accessToken ? { accessToken } : {})
    return { ...access, secrets: { ...access.secrets, refreshToken: this.standIn.url } as never }
  }

  /** An account of a host, as it stands once it was connected with its contacts. */
  async connect(host: Host, provider: 'google' | 'outlook' = 'google') {
    const { businessId, id: hostId } = host
    const connection = await CalendarConnection.create({
      ...{ businessId, hostId, provider, account: `${provider}@host.example`, secrets: '-' },
      ...{ state: 'connected', hasContacts: true },
    })
    const { secrets } = this.accessTo()
    await connection.merge({ secrets: CalendarConnection.sealed(connection.id, secrets) }).save()
    return connection
  }

  store(name: string, emails: string[] = [], phones: string[] = []) {
    this.people.push({ name, emails, phones })
  }

  private answer({ method, url, body }: StandInRequest): StandInAnswer {
    const { pathname: path, searchParams: asked } = url
    if (path === '/v1/people:searchContacts') return this.searchGoogle(asked)
    if (path === '/v1/people/me/connections') return this.listGoogle(asked)
    if (path === '/v1/people:createContact') return this.addGoogle(body)
    if (path === '/v1.0/me/contacts' && method === 'POST') return this.addOutlook(body)
    if (path === '/v1.0/me/contacts') return this.listOutlook(url)
    return failure(404, 'notFound')
  }

  private searchGoogle(asked: URLSearchParams): StandInAnswer {
    if (!asked.get('readMask')) return failure(400, 'badRequest')
    const typed = (asked.get('query') ?? '').toLowerCase()
    if (typed === '') {
      this.isWarm = true
      return { status: 200, body: {} }
    }
    if (!this.isWarm) return { status: 200, body: {} }
    const begins = (word: string) => word.toLowerCase().startsWith(typed)
    const found = this.people
      .filter(({ name, emails }) => [name, ...name.split(' '), ...emails].some(begins))
      .slice(0, Number(asked.get('pageSize') ?? 10))
    const results = found.map((person) => ({ person: googlePerson(person) }))
    return { status: 200, body: found.length > 0 ? { results } : {} }
  }

  /** Two on a page. */
  private listGoogle(asked: URLSearchParams): StandInAnswer {
    if (!asked.get('personFields')) return failure(400, 'badRequest')
    const from = Number(asked.get('pageToken') ?? 0)
    const connections = this.people.slice(from, from + 2).map(googlePerson)
    const isLast = from + 2 >= this.people.length
    return {
      status: 200,
      body: { connections, ...(!isLast && { nextPageToken: String(from + 2) }) },
    }
  }

  private addGoogle(body: Record<string, unknown>): StandInAnswer {
    const { names, emailAddresses, phoneNumbers } = body as Record<
      string,
      { value: string; unstructuredName: string }[]
    >
    const values = (list: { value: string }[]) => list.map(({ value }) => value)
    this.store(names[0].unstructuredName, values(emailAddresses), values(phoneNumbers))
    return { status: 200, body: { resourceName: 'people/c1' } }
  }

  private addOutlook({ displayName, ...body }: Record<string, unknown>): StandInAnswer {
    const emails = (body.emailAddresses as { address: string }[]).map(({ address }) => address)
    const phones = [body.mobilePhone, ...((body.homePhones as string[]) ?? [])].filter(Boolean)
    this.store(String(displayName), emails, phones as string[])
    return { status: 201, body: { id: 'AAMk=' } }
  }

  /** Two on a page. */
  private listOutlook({ pathname, searchParams }: URL): StandInAnswer {
    const filter = searchParams.get('$filter')
    if (filter) {
      const [, typed] = /'((?:[^']|'')+)'/.exec(filter) ?? []
      const sought = typed.replaceAll("''", "'").toLowerCase()
      const isFound = ({ name, emails }: StoredPerson) =>
        filter.startsWith('emailAddresses/any')
          ? emails.some((email) => email.toLowerCase() === sought)
          : name.split(' ').some((word) => word.toLowerCase().startsWith(sought))
      return { status: 200, body: { value: this.people.filter(isFound).map(outlookPerson) } }
    }
    const from = Number(searchParams.get('$skip') ?? 0)
    const value = this.people.slice(from, from + 2).map(outlookPerson)
    const next = `${this.standIn.url.slice(0, -1)}${pathname}?$skip=${from + 2}`
    const isLast = from + 2 >= this.people.length
    return { status: 200, body: { value, ...(!isLast && { '@odata.nextLink': next }) } }
  }
}

function googlePerson({ name, emails, phones }: StoredPerson) {
  return {
    names: [{ displayName: name }],
    emailAddresses: emails.map((value) => ({ value })),
    phoneNumbers: phones.map((value) => ({ value })),
  }
}

function outlookPerson({ name, emails, phones }: StoredPerson) {
  const [mobilePhone, ...homePhones] = phones
  return {
    displayName: name,
    emailAddresses: emails.map((address) => ({ address, name })),
    ...{ mobilePhone: mobilePhone ?? null, homePhones, businessPhones: [] },
  }
}
