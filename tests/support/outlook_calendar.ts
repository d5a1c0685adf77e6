import type { TestContext } from '@japa/runner/core'
import {
  OauthStandIn,
  type StandInAnswer,
  type StandInRequest,
  textIn,
} from '#tests/support/oauth_provider'

type Stored = Record<string, unknown> & { id: string; updated: number; isGone?: boolean }

interface Subscription {
  clientState: string
  resource: string
  notificationUrl: string
  lifecycleNotificationUrl: string
  expirationDateTime: string
}

function subscriptionIn(body: Record<string, unknown>): Subscription {
  return {
    clientState: textIn(body, 'clientState'),
    resource: textIn(body, 'resource'),
    notificationUrl: textIn(body, 'notificationUrl'),
    lifecycleNotificationUrl: textIn(body, 'lifecycleNotificationUrl'),
    expirationDateTime: textIn(body, 'expirationDateTime'),
  }
}

/** One calendar, as learn.microsoft.com/graph/api describes it. */
export class OutlookCalendar {
  readonly subscriptions = new Map<string, Subscription>()
  private subscribed = 0
  private readonly events = new Map<string, Stored>()
  private readonly transactions = new Set<string>()
  private revision = 0
  private constructor(public standIn: OauthStandIn) {}

  static async open(cleanup: TestContext['cleanup']): Promise<OutlookCalendar> {
    const standIn = await OauthStandIn.open(cleanup, (request) => calendar.answer(request))
    const calendar = new OutlookCalendar(standIn)
    return calendar
  }

  store(id: string, fields: Record<string, unknown>): Stored {
    const updated = ++this.revision
    const old = this.events.get(id) ?? {
      iCalUId: `040000-${id}`,
      webLink: `https://o.example/${id}`,
    }
    const stored = { ...old, ...fields, id, updated, '@odata.etag': `W/"${updated}"` }
    this.events.set(id, stored)
    return stored
  }

  /** What is to be seen in it. */
  get shown(): Stored[] {
    return [...this.events.values()].filter(({ isGone }) => !isGone)
  }

  private answer({
    method,
    url,
    headers,
    body,
  }: StandInRequest): StandInAnswer | Promise<StandInAnswer> {
    const path = decodeURIComponent(url.pathname).replace('/v1.0/', '')
    if (path === 'me/calendars') return this.listCalendars(url)
    if (path === 'subscriptions') return this.subscribe(subscriptionIn(body))
    if (path.startsWith('subscriptions/')) return this.unsubscribe(path.split('/')[1])
    if (path === 'me/calendars/AQ=/calendarView/delta') return this.delta(url)
    if (path === 'me/calendars/AQ=/events' && method === 'GET') return this.find(url)
    if (path === 'me/calendars/AQ=/events') return this.insert(body)
    const stored = this.events.get(path.replace('me/events/', ''))
    if (!stored || stored.isGone) return graphFailure(404, 'ErrorItemNotFound')
    const expected = headers['if-match']
    if (expected && expected !== stored['@odata.etag'])
      return graphFailure(412, 'ErrorIrresolvableConflict')
    if (method === 'PATCH') return { status: 200, body: this.store(stored.id, withMeeting(body)) }
    this.store(stored.id, { isGone: true })
    return { status: 204 }
  }

  /** Tells all that watch, as learn.microsoft.com/graph/change-notifications-delivery-webhooks has it. */
  async notify(changes: Record<string, unknown> = {}) {
    const answers = [...this.subscriptions].map(
      ([id, { notificationUrl, clientState, resource }]) =>
        this.standIn.tell(notificationUrl, {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            value: [
              { subscriptionId: id, clientState, changeType: 'updated', resource, ...changes },
            ],
          }),
        })
    )
    return Promise.all(answers)
  }

  /** Only whoever says again what it is told is told more. */
  private async subscribe(asked: Subscription): Promise<StandInAnswer> {
    const { clientState, resource, notificationUrl, lifecycleNotificationUrl } = asked
    const days = (Date.parse(asked.expirationDateTime) - Date.now()) / 86_400_000
    if (clientState.length > 128 || days > 3) return graphFailure(400, 'ValidationError')
    const known = [...this.subscriptions.values()].some((one) => one.resource === resource)
    if (known) return graphFailure(409, 'Conflict')
    for (const url of new Set([notificationUrl, lifecycleNotificationUrl])) {
      const token = 'Validation: <b>Testing</b> client & more'
      const asking = `${url}?validationToken=${encodeURIComponent(token)}`
      const { status, text } = await this.standIn.tell(asking)
      if (status !== 200 || text !== token) return graphFailure(400, 'ValidationError')
    }
    const id = `subscription-${++this.subscribed}`
    this.subscriptions.set(id, asked)
    return { status: 201, body: { ...asked, id } }
  }

  private unsubscribe(id: string): StandInAnswer {
    const isThere = this.subscriptions.delete(id)
    return isThere ? { status: 204 } : graphFailure(404, 'ExtensionError')
  }

  private insert(body: Record<string, unknown>): StandInAnswer {
    const transaction = String(body.transactionId)
    if (this.transactions.has(transaction)) return graphFailure(409, 'ErrorDuplicateTransactionId')
    this.transactions.add(transaction)
    const id = `AAMk${this.events.size}=`
    return { status: 201, body: this.store(id, withMeeting(body)) }
  }

  private find({ searchParams }: URL): StandInAnswer {
    const asked = /ep\/value eq '([^']+)'/.exec(searchParams.get('$filter') ?? '')?.[1]
    const value = [...this.events.values()].filter(
      ({ isGone, singleValueExtendedProperties: own }) =>
        !isGone && (own as { value: string }[] | undefined)?.some((one) => one.value === asked)
    )
    return { status: 200, body: { value } }
  }

  private delta({ searchParams, pathname }: URL): StandInAnswer {
    const since = searchParams.get('$deltatoken')
    if (since === 'old') return graphFailure(410, 'syncStateNotFound')
    if (!since && !searchParams.has('startDateTime') && !searchParams.has('$skiptoken')) {
      return graphFailure(400, 'ErrorInvalidParameter')
    }
    const [from, after] = (searchParams.get('$skiptoken') ?? `0,${since ?? 0}`)
      .split(',')
      .map(Number)
    const all = [...this.events.values()].filter(
      ({ updated, isGone }) => updated > after && (after > 0 || !isGone)
    )
    const value = all
      .slice(from, from + 2)
      .map((one) => (one.isGone ? { 'id': one.id, '@removed': { reason: 'deleted' } } : one))
    const place = `${this.standIn.url.slice(0, -1)}${pathname}`
    const next =
      from + 2 >= all.length
        ? { '@odata.deltaLink': `${place}?$deltatoken=${this.revision}` }
        : { '@odata.nextLink': `${place}?$skiptoken=${from + 2},${after}` }
    return { status: 200, body: { value, ...next } }
  }

  private listCalendars({ pathname, searchParams }: URL): StandInAnswer {
    const own = {
      id: 'AQ=',
      name: 'Calendar',
      hexColor: '',
      isDefaultCalendar: true,
      canEdit: true,
    }
    const other = { id: 'AR=', name: 'Team', hexColor: '#ff8c00', canEdit: false }
    if (searchParams.get('$skip')) return { status: 200, body: { value: [other] } }
    const next = `${this.standIn.url.slice(0, -1)}${pathname}?$skip=1`
    return { status: 200, body: { 'value': [own], '@odata.nextLink': next } }
  }
}

export function graphFailure(status: number, code: string): StandInAnswer {
  return { status, body: { error: { code, message: code } } }
}

function withMeeting(body: Record<string, unknown>): Record<string, unknown> {
  if (!body.isOnlineMeeting) return body
  return { ...body, onlineMeeting: { joinUrl: 'https://teams.microsoft.com/l/meetup-join/1' } }
}
