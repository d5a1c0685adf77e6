import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { TestContext } from '@japa/runner/core'
import addresses from '#config/calendar_addresses'
import { appUrl } from '#config/app'
import calendars from '#config/calendars'
import type { CalendarAccess, CalendarSecrets } from '#services/calendars/calendar_provider'
import { serve } from '#tests/support/loopback'

export interface StandInAnswer {
  status: number
  body?: unknown
  headers?: Record<string, string>
}

export interface StandInRequest {
  method: string
  url: URL
  headers: IncomingMessage['headers']
  body: Record<string, unknown>
}

type Answering = (request: StandInRequest) => StandInAnswer | Promise<StandInAnswer>

/** Nothing where it was not sent, or is no text. */
export function textIn(body: Record<string, unknown>, name: string): string {
  const value = body[name]
  return typeof value === 'string' ? value : ''
}

/** Stands for Google or Microsoft: a token endpoint, and an API that wants the token it gave. */
export class OauthStandIn {
  readonly requests: StandInRequest[] = []
  readonly tokenRequests: URLSearchParams[] = []
  /** What the next requests of the API are answered instead; null is nothing at all. */
  readonly instead: (StandInAnswer | null)[] = []
  tokenAnswer: StandInAnswer | null = null
  token = 'token-1'
  /** What is given where a consent is taken. */
  scope = 'https://www.googleapis.com/auth/calendar.events Calendars.ReadWrite'
  kept: CalendarSecrets[] = []

  private constructor(
    readonly url: string,
    private readonly answer: Answering
  ) {}

  static async open(cleanup: TestContext['cleanup'], answer: Answering): Promise<OauthStandIn> {
    const url = await serve(cleanup, (request, response) => void standIn.take(request, response))
    const standIn = new OauthStandIn(url, answer)
    const { google, microsoft } = structuredClone(addresses)
    const keys = { google: calendars.google, microsoft: calendars.microsoft }
    cleanup(() => {
      Object.assign(addresses, { google, microsoft })
      Object.assign(calendars, keys)
    })
    const own = { clientId: 'client', clientSecret: 'hush' }
    Object.assign(calendars, { google: own, microsoft: own })
    addresses.google = {
      ...google,
      ...{ token: `${url}token`, revoke: `${url}revoke`, api: url, people: url },
    }
    addresses.microsoft = { login: `${url}login/`, api: `${url}v1.0/` }
    return standIn
  }

  accessTo(changes: Partial<{ accessToken: string; expiresAt: number }> = {}): CalendarAccess {
    return {
      secrets: {
        kind: 'oauth',
        accessToken: this.token,
        refreshToken: 'renew-1',
        expiresAt: Date.now() + 3_600_000,
        ...changes,
      },
      keep: async (secrets) => void this.kept.push(secrets),
    }
  }

  /** To an address of ours on the internet, which is this machine. */
  async tell(address: string, init: RequestInit = {}) {
    const { pathname, search } = new URL(address)
    const answer = await fetch(appUrl + pathname + search, { method: 'POST', ...init })
    return { status: answer.status, text: await answer.text() }
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const written = await text(request)
    const url = new URL(request.url ?? '/', this.url)
    const answer = await this.answerTo(request, url, written)
    if (!answer) return
    const { status, body, headers } = answer
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(body === undefined ? '' : JSON.stringify(body))
  }

  private answerTo(
    { method = 'GET', headers }: IncomingMessage,
    url: URL,
    written: string
  ): StandInAnswer | null | Promise<StandInAnswer> {
    if (/\/(token|revoke)$/.test(url.pathname))
      return this.answerToken(new URLSearchParams(written))
    const body = written === '' ? {} : (JSON.parse(written) as Record<string, unknown>)
    const asked = { method, url, headers, body }
    this.requests.push(asked)
    if (this.instead.length > 0) return this.instead.shift() ?? null
    if (headers.authorization !== `Bearer ${this.token}`) return { status: 401, body: {} }
    return this.answer(asked)
  }

  private answerToken(asked: URLSearchParams): StandInAnswer {
    this.tokenRequests.push(asked)
    if (this.tokenAnswer) return this.tokenAnswer
    const claims = Buffer.from(JSON.stringify({ email: 'ines@host.example' })).toString('base64url')
    this.token = `token-${this.tokenRequests.length + 1}`
    return {
      status: 200,
      body: {
        access_token: this.token,
        refresh_token: `renew-${this.tokenRequests.length + 1}`,
        expires_in: 3_600,
        scope: this.scope,
        id_token: `e30.${claims}.x`,
      },
    }
  }
}
