import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip } from 'node:zlib'
import calendars from '#config/calendars'
import { CalendarTrouble } from '#services/calendars/calendar_provider'
import { waitAskedFor } from '#services/retry_after'
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
  for (let asked = 0; at && asked <= calendars.feed.mostRedirects; asked++) {
    if (!mayAskCalendar(at)) break
    const response = await answerOf(at, headersOf(mark), { lookup, signal: either })
    try {
      const next = leadsTo(response, at)
      if (next === undefined) return await feedIn(response)
      at = next
    } catch (error) {
      throw either.aborted ? new CalendarTrouble('timeout') : troubleOf(error)
    } finally {
      response.destroy()
    }
  }
  throw new CalendarTrouble(at && mayAskCalendar(at) ? 'unreachable' : 'not_allowed')
}

function headersOf(mark: FeedMark | null): Record<string, string> {
  return {
    'accept': 'text/calendar, */*;q=0.1',
    'accept-encoding': 'gzip, br',
    'user-agent': 'Bellhop-Calendars/1.0',
    ...(mark?.etag && { 'if-none-match': mark.etag }),
    ...(mark?.lastModified && { 'if-modified-since': mark.lastModified }),
  }
}

async function answerOf(
  url: URL,
  headers: Record<string, string>,
  options: { lookup: LookupFunction; signal: AbortSignal }
): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const sent = request(url, { method: 'GET', headers, agent: false, ...options }, resolve)
  sent.on('error', reject)
  sent.end()
  try {
    return await promise
  } catch (error) {
    throw troubleOf(error)
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
  const text = await wholeText(unpacked(response))
  const { etag = null, 'last-modified': lastModified = null } = headers
  return { isSame: false, text, mark: { etag, lastModified } }
}

function unpacked(response: IncomingMessage): Readable {
  const encoding = response.headers['content-encoding']?.toLowerCase()
  if (encoding === 'gzip' || encoding === 'x-gzip') return passing(response, createGunzip())
  if (encoding === 'br') return passing(response, createBrotliDecompress())
  return response
}

function passing<Way extends Readable & NodeJS.WritableStream>(from: Readable, way: Way): Way {
  from.on('error', (error) => way.destroy(error))
  from.pipe(way)
  return way
}

/** No more than may be is read, nor unpacked. */
async function wholeText(stream: Readable): Promise<string> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of stream as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > calendars.feed.mostBytes) throw new CalendarTrouble('too_large')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function troubleOf(error: unknown): CalendarTrouble {
  if (error instanceof CalendarTrouble) return error
  const { name, code = '' } = error as { name?: string; code?: string }
  if (code === 'ADDRESS_NOT_ALLOWED') return new CalendarTrouble('not_allowed')
  if (name === 'TimeoutError' || name === 'AbortError' || code === 'ETIMEDOUT') {
    return new CalendarTrouble('timeout')
  }
  if (code.startsWith('Z_') || code.startsWith('ERR_BROTLI')) {
    return new CalendarTrouble('unreadable', {}, { cause: error })
  }
  return new CalendarTrouble('unreachable', {}, { cause: error })
}
