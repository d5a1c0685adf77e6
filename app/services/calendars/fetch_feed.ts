import type { IncomingMessage } from 'node:http'
import type { LookupFunction } from 'node:net'
import calendars from '#config/calendars'
import { CalendarTrouble } from '#services/calendars/calendar_provider'
import { waitAskedFor } from '#services/retry_after'
import { askOutside, outsideTrouble, wholeAnswer } from './ask_outside.js'
import { calendarAddress, calendarLookup, mayAskCalendar } from './calendar_address.js'

/** By which a server knows whether it is still the same. */
export interface FeedMark {
  etag: string | null
  lastModified: string | null
}

export type FetchedFeed = { isSame: true } | { isSame: false; text: string; mark: FeedMark }

export interface FeedWanted {
  url: string
  mark: FeedMark | null
  signal?: AbortSignal
}

const REDIRECTS = new Set([301, 302, 303, 307, 308])

export async function fetchFeed(
  { url, mark, signal }: FeedWanted,
  lookup: LookupFunction = calendarLookup
): Promise<FetchedFeed> {
  const limit = AbortSignal.timeout(calendars.requestMs)
  const either = signal ? AbortSignal.any([signal, limit]) : limit
  let at = calendarAddress(url)
  for (let redirects = 0; at && redirects <= calendars.feed.mostRedirects; redirects++) {
    if (!mayAskCalendar(at)) break
    const asked = { method: 'GET', headers: headersOf(mark), signal: either }
    const response = await askOutside(at, asked, lookup)
    try {
      const next = leadsTo(response, at)
      if (next === undefined) return await feedIn(response)
      at = next
    } catch (error) {
      throw either.aborted ? new CalendarTrouble('timeout') : outsideTrouble(error)
    } finally {
      response.destroy()
    }
  }
  throw new CalendarTrouble(at && mayAskCalendar(at) ? 'unreachable' : 'not_allowed')
}

function headersOf(mark: FeedMark | null): Record<string, string> {
  return {
    accept: 'text/calendar, */*;q=0.1',
    ...(mark?.etag && { 'if-none-match': mark.etag }),
    ...(mark?.lastModified && { 'if-modified-since': mark.lastModified }),
  }
}

/** Undefined for no redirect, null for one that leads to where nobody may be asked. */
function leadsTo({ statusCode = 0, headers }: IncomingMessage, from: URL): URL | null | undefined {
  if (!REDIRECTS.has(statusCode)) return undefined
  const { location } = headers
  if (!location || !URL.canParse(location, from)) return null
  const next = new URL(location, from)
  return calendarAddress(next.href)
}

async function feedIn(response: IncomingMessage): Promise<FetchedFeed> {
  const { statusCode: status = 0, headers } = response
  if (status === 304) return { isSame: true }
  if (status === 401 || status === 403) throw new CalendarTrouble('access_lost', { status })
  if (status === 404 || status === 410) throw new CalendarTrouble('not_found', { status })
  if (status === 429 || status === 503) {
    const retryAfterSeconds = waitAskedFor(headers['retry-after'], Date.now())
    throw new CalendarTrouble('limited', { status, retryAfterSeconds })
  }
  if (status >= 500) throw new CalendarTrouble('unreachable', { status })
  if (status !== 200) throw new CalendarTrouble('refused', { status })
  const text = await wholeAnswer(response)
  const { etag = null, 'last-modified': lastModified = null } = headers
  return { isSame: false, text, mark: { etag, lastModified } }
}
