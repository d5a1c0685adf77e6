import { createHmac } from 'node:crypto'
import { linkKey } from '#config/app'

/** For addresses that are only compared: without the key nobody finds one by trying all. */
export function keyedHash(purpose: string, ...parts: string[]): string {
  const text = [purpose, ...parts].join('\n').toLowerCase()
  return createHmac('sha256', linkKey).update(text).digest('base64url').slice(0, 22)
}
