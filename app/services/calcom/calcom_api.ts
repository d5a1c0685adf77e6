import moving from '#config/moving'
import { waitAskedFor } from '#services/retry_after'

/** Of a booking there, by its uid; `to` is epoch milliseconds, null cancels it. */
export interface CalcomChange {
  key: string
  uid: string
  to: number | null
}

export type CalcomAnswer =
  | { outcome: 'done'; uid: string }
  /** Never, as it is. */
  | { outcome: 'refused'; problem: 'not_there' | 'not_let_in' | 'not_free' | 'not_taken' }
  /** Perhaps later. */
  | { outcome: 'later'; problem: 'limited' | 'broken' | 'unreachable'; seconds: number | null }

/** Tells Cal.com of a change that was made here. */
export async function changeAtCalcom({ key, uid, to }: CalcomChange): Promise<CalcomAnswer> {
  const { url, version, timeoutMs } = moving.calcom
  const act = to === null ? 'cancel' : 'reschedule'
  const body =
    to === null
      ? { cancellationReason: 'Cancelled' }
      : { start: new Date(to).toISOString(), reschedulingReason: 'Moved' }
  try {
    const response = await fetch(`${url}/v2/bookings/${encodeURIComponent(uid)}/${act}`, {
      method: 'POST',
      headers: {
        'authorization': `Bearer ${key}`,
        'cal-api-version': version,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const told = await beginningOf(response)
    if (response.ok) return { outcome: 'done', uid: uidIn(told) ?? uid }
    return judged(response)
  } catch {
    return { outcome: 'later', problem: 'unreachable', seconds: null }
  }
}

function judged({ status, headers }: Response): CalcomAnswer {
  if (status === 429) {
    const seconds = waitAskedFor(headers.get('retry-after') ?? undefined, Date.now())
    return { outcome: 'later', problem: 'limited', seconds }
  }
  if (status >= 500 || status === 408) return { outcome: 'later', problem: 'broken', seconds: null }
  if (status === 404) return { outcome: 'refused', problem: 'not_there' }
  if (status === 401 || status === 403) return { outcome: 'refused', problem: 'not_let_in' }
  return { outcome: 'refused', problem: status === 409 ? 'not_free' : 'not_taken' }
}

async function beginningOf({ body }: Response): Promise<string> {
  const parts: Uint8Array[] = []
  const reader = body?.getReader()
  for (let bytes = 0; reader && bytes < moving.calcom.mostAnswerBytes;) {
    const { done, value } = await reader.read()
    if (done) break
    parts.push(value)
    bytes += value.length
  }
  await reader?.cancel()
  return Buffer.concat(parts).toString()
}

function uidIn(body: string): string | null {
  try {
    const { data } = JSON.parse(body) as { data?: { uid?: unknown } }
    return typeof data?.uid === 'string' && data.uid.length <= 300 ? data.uid : null
  } catch {
    return null
  }
}
