import { randomInt } from 'node:crypto'

/** Without 0, O, 1 and I, which people confuse. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** "K7MQ-2F9P": 40 random bits to read out. It opens nothing. */
export function newReference(): string {
  const letters = Array.from({ length: 8 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}
