import { createHmac } from 'node:crypto'
import { linkKey } from '#config/app'

/**
 * For an address that is only compared, in counts and in the log: without the key nobody finds it
 * by trying all addresses.
 */
export function keyedHash(purpose: string, ...parts: string[]): string {
  const text = [purpose, ...parts].join('\n').toLowerCase()
  return createHmac('sha256', linkKey).update(text).digest('base64url').slice(0, 22)
}
