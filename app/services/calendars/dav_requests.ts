import { calendarMultiGet, calendarQuery, type DAVResponse, propfind, syncCollection } from 'tsdav'
import calendars from '#config/calendars'
import {
  type CalendarAccess,
  CalendarTrouble,
  type EventSpan,
} from '#services/calendars/calendar_provider'
import { waitAskedFor } from '#services/retry_after'
import { askOutside, outsideTrouble, wholeAnswer } from './ask_outside.js'
import { calendarLookup, mayAskCalendar } from './calendar_address.js'
import type { CalendarFile } from './feed_lines.js'

/** How many files are asked for at a time. */
const MOST_FILES = 100
const REDIRECTS = new Set([301, 302, 303, 307, 308])
const WITHOUT_BODY = new Set([204, 205, 304])

export interface DavAnswer {
  status: number
  etag: string | null
}

/** The requests of CalDAV (RFC 4791, 6578), as tsdav writes them, sent to nothing but allowed addresses. */
export class DavRequests {
  private readonly headers: Record<string, string>

  constructor(private readonly access: CalendarAccess) {
    const { secrets } = access
    if (secrets.kind !== 'caldav') throw new CalendarTrouble('access_lost')
    const pair = Buffer.from(`${secrets.username}:${secrets.password}`).toString('base64')
    this.headers = { authorization: `Basic ${pair}` }
  }

  /** What is known of a place, and with depth 1 of what lies in it. */
  async properties(url: string, props: string[], depth: '0' | '1' = '0'): Promise<DAVResponse[]> {
    const wanted = Object.fromEntries(props.map((name) => [name, {}]))
    const answers = await propfind({ url, props: wanted, depth, ...this.way })
    return good(answers)
  }

  /** The addresses of the files with something in the window. */
  async filesWithin(url: string, { start, end }: EventSpan): Promise<string[]> {
    const range = { _attributes: { start: stampOf(start), end: stampOf(end) } }
    const events = { '_attributes': { name: 'VEVENT' }, 'time-range': range }
    const filters = {
      'comp-filter': { '_attributes': { name: 'VCALENDAR' }, 'comp-filter': events },
    }
    const answers = await calendarQuery({
      ...{ url, props: { 'd:getetag': {} }, filters, depth: '1' },
      ...this.way,
    }).catch(refusedReport)
    return answers.flatMap(({ href }) => hrefOf(href, url) ?? [])
  }

  /** Those that are there. */
  async read(url: string, files: readonly string[]): Promise<CalendarFile[]> {
    const found: CalendarFile[] = []
    for (let from = 0; from < files.length; from += MOST_FILES) {
      const objectUrls = files.slice(from, from + MOST_FILES).map((each) => pathOf(new URL(each)))
      const props = { 'd:getetag': {}, 'c:calendar-data': {} }
      // A file that has gone since is no failure of the others, as tsdav's own report would have it.
      const answers = await calendarMultiGet({
        ...{ url, props, objectUrls, depth: '1' },
        ...this.way,
      }).catch(refusedReport)
      for (const { href, props: given } of answers) {
        const name = hrefOf(href, url)
        const text = textOf(given?.calendarData)
        if (name && text) found.push({ name, text })
      }
    }
    return found
  }

  async changedSince(url: string, token: string): Promise<DAVResponse[]> {
    return syncCollection({
      ...{ url, props: { 'd:getetag': {} }, syncLevel: 1, syncToken: token },
      ...this.way,
    })
  }

  /** By GET, PUT or DELETE. */
  async file(
    method: string,
    url: string,
    condition: Record<string, string>,
    body?: string
  ): Promise<DavAnswer> {
    const headers = {
      ...this.headers,
      ...condition,
      ...(body !== undefined && { 'content-type': 'text/calendar; charset=utf-8' }),
    }
    const { status, headers: answered } = await this.fetch(url, { method, headers, body })
    return { status, etag: answered.get('etag') }
  }

  private get way() {
    return { headers: this.headers, fetch: this.fetch }
  }

  /** As tsdav wants it: what every request may meet is trouble, the rest is answered. */
  private readonly fetch = async (input: unknown, init: RequestInit = {}): Promise<Response> => {
    const limit = AbortSignal.timeout(calendars.requestMs)
    const signal = this.access.signal ? AbortSignal.any([this.access.signal, limit]) : limit
    const { method = 'GET' } = init
    const body = typeof init.body === 'string' ? init.body : undefined
    const headers: Record<string, string> = {}
    new Headers(init.headers).forEach((value, name) => (headers[name] = value))
    let at = new URL(String(input))
    for (let redirects = 0; redirects <= calendars.feed.mostRedirects; redirects++) {
      if (!mayAskCalendar(at)) throw new CalendarTrouble('not_allowed')
      const response = await askOutside(at, { method, headers, body, signal }, calendarLookup)
      const { statusCode: status = 0, headers: given } = response
      try {
        const { location = '' } = given
        if (!REDIRECTS.has(status) || !URL.canParse(location, at)) {
          throwTroubleOf(status, given['retry-after'])
          const text = await wholeAnswer(response)
          return answerFrom(at, status, { text, type: given['content-type'], etag: given.etag })
        }
        const next = new URL(location, at)
        // A password is for whom it was given to; `.well-known` may lead to who that is (RFC 6764).
        if (next.origin !== at.origin && !at.pathname.startsWith('/.well-known/')) {
          delete headers.authorization
        }
        at = next
      } catch (error) {
        throw signal.aborted ? new CalendarTrouble('timeout') : outsideTrouble(error)
      } finally {
        response.destroy()
      }
    }
    throw new CalendarTrouble('unreachable')
  }
}

/** An address in an answer: absolute, or from the root of the server. */
export function hrefOf(href: unknown, base: string): string | null {
  const written = textOf(href)
  return written && URL.canParse(written, base) ? new URL(written, base).href : null
}

/** tsdav reads numbers where they stand alone, and keeps CDATA apart. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return String(value)
  }
  if (value === null || typeof value !== 'object') return null
  if (Array.isArray(value)) return textOf(value.at(0))
  if ('_cdata' in value) return textOf(value._cdata)
  return '_text' in value ? textOf(value._text) : null
}

function good(answers: DAVResponse[]): DAVResponse[] {
  const [first] = answers
  if (answers.length === 1 && !first.ok) throwRefusal(first.status)
  return answers
}

export function throwRefusal(status: number): never {
  if (status === 404 || status === 410) throw new CalendarTrouble('not_found', { status })
  throw new CalendarTrouble('refused', { status })
}

/** tsdav throws the whole answer as text. */
function refusedReport(error: unknown): never {
  if (error instanceof CalendarTrouble) throw error
  const status = Number(/failed: (\d{3})/.exec(String(error))?.[1] ?? 0)
  throwRefusal(status)
}

function throwTroubleOf(status: number, retryAfter: string | undefined): void {
  if (status === 401) throw new CalendarTrouble('access_lost', { status })
  if (status === 429 || status === 503) {
    const retryAfterSeconds = waitAskedFor(retryAfter, Date.now())
    throw new CalendarTrouble('limited', { status, retryAfterSeconds })
  }
  if (status >= 500 && status !== 507) throw new CalendarTrouble('unreachable', { status })
}

function answerFrom(
  url: URL,
  status: number,
  { text, type, etag }: { text: string; type?: string; etag?: string }
): Response {
  const headers = { ...(type && { 'content-type': type }), ...(etag && { etag }) }
  const answer = new Response(WITHOUT_BODY.has(status) ? null : text, { status, headers })
  return Object.defineProperty(answer, 'url', { value: url.href })
}

function stampOf(moment: number): string {
  return new Date(moment).toISOString().replaceAll(/[-:]|\.\d+/g, '')
}

function pathOf({ pathname, search }: URL): string {
  return `${pathname}${search}`
}
