import type { TestContext } from '@japa/runner/core'
import {
  OauthStandIn,
  type StandInAnswer,
  type StandInRequest,
  textIn,
} from '#tests/support/oauth_provider'

type Stored = Record<string, unknown> & { id: string; etag: string; updated: number }

interface GoogleChannel {
  id: string
  token: string
  address: string
  expiration: string
}

/** One calendar, as developers.google.com/workspace/calendar/api/v3/reference describes it. */
export class GoogleCalendar {
  timeZone = 'Europe/London'
  readonly channels = new Map<string, GoogleChannel>()
  private readonly events = new Map<string, Stored>()
  private revision = 0
  private constructor(public standIn: OauthStandIn) {}

  static async open(cleanup: TestContext['cleanup']): Promise<GoogleCalendar> {
    const standIn = await OauthStandIn.open(cleanup, (request) => calendar.answer(request))
    const calendar = new GoogleCalendar(standIn)
    return calendar
  }

  store(id: string, fields: Record<string, unknown>): Stored {
    const updated = ++this.revision
    const old = this.events.get(id) ?? {}
    const htmlLink = `https://calendar.example/${id}`
    const base = { status: 'confirmed', iCalUID: `${id}@google.com`, htmlLink }
    const stored = { ...base, ...old, ...fields, id, etag: `"${updated}"`, updated }
    this.events.set(id, stored)
    return stored
  }

  /** What is to be seen in it. */
  get shown(): Stored[] {
    return [...this.events.values()].filter(({ status }) => status !== 'cancelled')
  }

  private answer({ method, url, headers, body }: StandInRequest): StandInAnswer {
    const path = decodeURIComponent(url.pathname)
    if (path === '/calendar/v3/users/me/calendarList') return listOf(url)
    if (path === '/calendar/v3/channels/stop') return this.stopChannel(body)
    const [, calendarId, id] =
      /^\/calendar\/v3\/calendars\/([^/]+)\/events\/?(.*)$/.exec(path) ?? []
    if (calendarId !== 'ines@host.example') return failure(404, 'notFound')
    if (id === 'watch') return this.watch(body)
    if (method === 'GET' && id === '') return this.list(url)
    if (method === 'POST') return this.insert(body)
    const stored = this.events.get(id)
    if (!stored) return failure(404, 'notFound')
    if (method === 'GET') return { status: 200, body: stored }
    const expected = headers['if-match']
    if (expected && expected !== stored.etag) return failure(412, 'conditionNotMet')
    if (method === 'PATCH') return { status: 200, body: this.store(id, withMeeting(body)) }
    if (stored.status === 'cancelled') return failure(410, 'deleted')
    this.store(id, { status: 'cancelled' })
    return { status: 204 }
  }

  /** Tells all that watch, as developers.google.com/workspace/calendar/api/guides/push has it. */
  async notify(changes: Record<string, string> = {}) {
    const answers = [...this.channels.values()].map(({ id, token, address }) =>
      this.standIn.tell(address, {
        headers: {
          'x-goog-channel-id': id,
          'x-goog-channel-token': token,
          'x-goog-resource-id': 'resource-1',
          'x-goog-resource-state': 'exists',
          'x-goog-message-number': '10',
          ...changes,
        },
      })
    )
    return Promise.all(answers)
  }

  private watch(body: Record<string, unknown>): StandInAnswer {
    const [id, token, address] = ['id', 'token', 'address'].map((name) => textIn(body, name))
    const channel: GoogleChannel = { id, token, address, expiration: textIn(body, 'expiration') }
    const isGood = body.type === 'web_hook' && /^[\w/+=-]{1,64}$/.test(id) && token.length <= 256
    if (!isGood || !address.startsWith('https://')) return failure(400, 'push.webhookUrlNotHttps')
    if (this.channels.has(id)) return failure(400, 'channelIdNotUnique')
    this.channels.set(id, channel)
    return { status: 200, body: { id, resourceId: 'resource-1', expiration: channel.expiration } }
  }

  private stopChannel({ id, resourceId }: Record<string, unknown>): StandInAnswer {
    const isOpen = resourceId === 'resource-1' && this.channels.delete(String(id))
    return isOpen ? { status: 204 } : failure(404, 'channelNotFound')
  }

  private insert(body: Record<string, unknown>): StandInAnswer {
    const id = String(body.id)
    if (!/^[a-v0-9]{5,1024}$/.test(id)) return failure(400, 'invalid')
    if (this.events.has(id)) return failure(409, 'duplicate')
    return { status: 200, body: this.store(id, withMeeting(body)) }
  }

  /** Two on a page. A token is the revision; those below 0 have run out. */
  private list({ searchParams: asked }: URL): StandInAnswer {
    const since = asked.get('syncToken')
    if (since && (asked.has('timeMin') || asked.has('timeMax'))) return failure(400, 'invalid')
    if (since === 'old') return failure(410, 'fullSyncRequired')
    const all = [...this.events.values()].filter(({ updated, status }) =>
      since ? updated > Number(since) : status !== 'cancelled'
    )
    const from = Number(asked.get('pageToken') ?? 0)
    const isLast = from + 2 >= all.length
    const page = isLast
      ? { nextSyncToken: String(this.revision) }
      : { nextPageToken: `${from + 2}` }
    const items = all.slice(from, from + 2)
    return { status: 200, body: { timeZone: this.timeZone, items, ...page } }
  }
}

export function failure(status: number, reason: string): StandInAnswer {
  return { status, body: { error: { code: status, message: reason, errors: [{ reason }] } } }
}

function listOf({ searchParams }: URL): StandInAnswer {
  const own = {
    ...{ id: 'ines@host.example', summary: 'Ines', primary: true, accessRole: 'owner' },
    ...{ backgroundColor: '#9fe1e7', timeZone: 'Europe/London' },
  }
  const other = { id: 'holidays@group', summary: 'Holidays', accessRole: 'reader' }
  return searchParams.get('pageToken') === '2'
    ? { status: 200, body: { items: [other] } }
    : { status: 200, body: { items: [own], nextPageToken: '2' } }
}

function withMeeting(body: Record<string, unknown>): Record<string, unknown> {
  const asked = body.conferenceData as { createRequest?: { requestId: string } } | undefined
  if (!asked?.createRequest) return body
  const createRequest = { ...asked.createRequest, status: { statusCode: 'success' } }
  const hangoutLink = `https://meet.google.com/${asked.createRequest.requestId}`
  return { ...body, hangoutLink, conferenceData: { createRequest } }
}
