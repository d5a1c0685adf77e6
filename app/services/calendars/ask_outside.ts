import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip } from 'node:zlib'
import calendars from '#config/calendars'
import { CalendarTrouble } from '#services/calendars/calendar_provider'

export interface OutsideRequest {
  method: string
  headers: Record<string, string>
  body?: string
  signal: AbortSignal
}

/** One request; a redirect is an answer like any other. */
export async function askOutside(
  url: URL,
  { method, headers, body, signal }: OutsideRequest,
  lookup: LookupFunction
): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const sentHeaders = {
    'accept-encoding': 'gzip, br',
    'user-agent': 'Bellhop-Calendars/1.0',
    ...headers,
    ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
  }
  const options = { method, headers: sentHeaders, agent: false, lookup, signal }
  const sent = request(url, options, resolve)
  sent.on('error', reject)
  sent.end(body)
  try {
    return await promise
  } catch (error) {
    throw outsideTrouble(error)
  }
}

/** No more than may be is read, nor unpacked. */
export async function wholeAnswer(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of unpacked(response) as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > calendars.feed.mostBytes) throw new CalendarTrouble('too_large')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

export function outsideTrouble(error: unknown): CalendarTrouble {
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
