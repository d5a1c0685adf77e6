import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const SECRET_BYTES = 20
const STEP_MS = 30_000
const DIGITS = 6
/** A phone's clock may be one step off. */
const NEAR = [0, -1, 1]

/** 160 bits, in base32 (RFC 4648), as authenticator apps take them. */
export function newCodeSecret(): string {
  return toBase32(randomBytes(SECRET_BYTES))
}

/** Letters and digits that are not taken for one another. */
export function newRecoveryCode(): string {
  const letters = toBase32(randomBytes(10)).toLowerCase()
  return letters.match(/.{4}/g)!.join('-')
}

/** The code of that step of 30 seconds (RFC 6238, over HMAC-SHA-1 as the apps expect). */
export function codeOfStep(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest()
  const offset = mac[mac.length - 1] & 0xf
  const number = (mac.readUInt32BE(offset) & 0x7f_ff_ff_ff) % 10 ** DIGITS
  return String(number).padStart(DIGITS, '0')
}

export function stepAt(now: number): number {
  return Math.floor(now / STEP_MS)
}

/** Null where it is the code of no step about now. */
export function stepOfCode(secret: string, code: string, now: number): number | null {
  const current = stepAt(now)
  const steps = NEAR.map((offset) => current + offset)
  return steps.find((step) => isSame(codeOfStep(secret, step), code)) ?? null
}

export function codeAddress(secret: string, issuer: string, account: string): string {
  const label = [issuer, account].map(encodeURIComponent).join(':')
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`
}

function isSame(expected: string, given: string): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(given)]
  return one.length === other.length && timingSafeEqual(one, other)
}

function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return bits
    .match(/.{5}/g)!
    .map((five) => LETTERS[Number.parseInt(five, 2)])
    .join('')
}

function fromBase32(text: string): Buffer {
  const bits = [...text]
    .map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  return Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)))
}
