import { createHmac, timingSafeEqual } from 'node:crypto'
import { linkKey } from '#config/app'

const DAY_MS = 86_400_000
/** Clocks of two web processes may differ by this much. */
const DRIFT_MS = 60_000

/**
 * When a public form was shown, signed: a POST that carries none was not made from a page of ours.
 * It stands in for the session that these pages do not have.
 */
export function formStamp(now: number): string {
  const issued = now.toString(36)
  return `${issued}.${sign(issued)}`
}

/** Whether the form was shown by us, and within the last day. */
export function isFreshStamp(stamp: string, now: number): boolean {
  const [issued, mac] = stamp.split('.')
  const given = Buffer.from(mac ?? '')
  const expected = Buffer.from(sign(issued))
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false

  const age = now - Number.parseInt(issued, 36)
  return age >= -DRIFT_MS && age <= DAY_MS
}

function sign(issued: string): string {
  return createHmac('sha256', linkKey).update(`form\n${issued}`).digest('base64url').slice(0, 22)
}
