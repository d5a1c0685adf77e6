import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { linkKey } from '#config/app'
import { formAge } from '#config/limits'

/** The clocks of two web processes may differ by this much. */
const DRIFT_MS = 60_000

/** A stamp of one form is worthless for another. */
export type FormName = `${'booking' | 'waitlist' | 'enquiry'} ${number}`

export interface FormStamp {
  /** When the form was shown first, also where it is shown again with errors. */
  shownAt: number
  /** Of this stamp only, so that its form does one thing once. */
  nonce: string
}

/** A POST without it comes from no page of ours: these pages have no HTTP session. */
export function formStamp(form: FormName, shownAt: number): string {
  const body = `${shownAt.toString(36)}.${randomBytes(9).toString('base64url')}`
  return `${body}.${sign(form, body)}`
}

/** Null when it is another form's stamp, or older than a day. */
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
