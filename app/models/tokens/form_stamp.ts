import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { linkKey } from '#config/app'
import { formAge } from '#config/limits'

/** Clocks of two web processes may differ by this much. */
const DRIFT_MS = 60_000

/** Which form, of which service or business: a stamp of one is worthless for another. */
export type FormName = `${'booking' | 'waitlist' | 'enquiry'} ${number}`

export interface FormStamp {
  /** When the person first saw the form; shown again with what was typed, it keeps that. */
  shownAt: number
  /** Of this stamp alone: it names the one thing that the form may do. */
  nonce: string
}

/**
 * That a public form was shown by us, for what, and when: a POST that carries none was not made from
 * a page of ours. It stands in for the session that these pages do not have.
 */
export function formStamp(form: FormName, shownAt: number): string {
  const body = `${shownAt.toString(36)}.${randomBytes(9).toString('base64url')}`
  return `${body}.${sign(form, body)}`
}

/** Null when it is no stamp of that form, or older than a day. */
export function readStamp(stamp: unknown, form: FormName, now: number): FormStamp | null {
  if (typeof stamp !== 'string') return null
  const [shown, nonce, mac] = stamp.split('.')
  const given = Buffer.from(mac ?? '')
  const expected = Buffer.from(sign(form, `${shown}.${nonce}`))
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null

  const shownAt = Number.parseInt(shown, 36)
  const age = now - shownAt
  return age >= -DRIFT_MS && age <= formAge.mostMs ? { shownAt, nonce } : null
}

export function nonceOf(stamp: string): string {
  return stamp.split('.')[1]
}

function sign(form: FormName, body: string): string {
  return createHmac('sha256', linkKey)
    .update(`form\n${form}\n${body}`)
    .digest('base64url')
    .slice(0, 22)
}
