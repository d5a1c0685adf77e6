import calendars from '#config/calendars'
import { CalendarTrouble } from '#services/calendars/calendar_provider'
import { waitAskedFor } from '#services/retry_after'
import { outsideTrouble } from './ask_outside.js'

/** Nothing proves what came, so any part of the body may be missing. */
export interface JsonAnswer<Body extends object = Record<string, unknown>> {
  status: number
  body: Partial<Body>
  retryAfterSeconds: number | null
}

/** For addresses that are ours to know. An answer that is no JSON has an empty body. */
export async function askJson<Body extends object = Record<string, unknown>>(
  url: string,
  { signal, ...init }: Omit<RequestInit, 'redirect'> = {}
): Promise<JsonAnswer<Body>> {
  const bounded = boundedSignal(signal ?? undefined)
  try {
    const answer = await fetch(url, { ...init, redirect: 'error', signal: bounded })
    const text = await answer.text()
    const retryAfter = answer.headers.get('retry-after') ?? undefined
    const retryAfterSeconds = waitAskedFor(retryAfter, Date.now())
    return { status: answer.status, body: jsonOf<Body>(text), retryAfterSeconds }
  } catch (error) {
    throw bounded.aborted ? new CalendarTrouble('timeout') : outsideTrouble(error)
  }
}

export function boundedSignal(signal: AbortSignal | undefined): AbortSignal {
  const limit = AbortSignal.timeout(calendars.requestMs)
  return signal ? AbortSignal.any([signal, limit]) : limit
}

function jsonOf<Body extends object>(text: string): Partial<Body> {
  try {
    const body: unknown = JSON.parse(text)
    return body !== null && typeof body === 'object' ? (body as Partial<Body>) : {}
  } catch {
    return {}
  }
}
