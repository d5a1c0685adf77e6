import { createHmac } from 'node:crypto'
import { linkKey } from '#config/app'

/**
 * Stands for an address where it is only compared: in counts and in the log. Without the key nobody
 * finds the address by trying them all.
 */
export function keyedHash(purpose: string, ...parts: string[]): string {
  const text = [purpose, ...parts].join('\n').toLowerCase()
  return createHmac('sha256', linkKey).update(text).digest('base64url').slice(0, 22)
}
