import { Secret, TOTP } from 'otpauth'

const SECRET_BYTES = 20
const RECOVERY_BYTES = 10
const STEP_MS = 30_000
/** A phone's clock may be one step off. */
const NEAR = 1
const SHAPE = /^[0-9]{6}$/

/** 160 bits, in base32 (RFC 4648), as authenticator apps take them. */
export function newCodeSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32
}

/** Letters and digits that are not taken for one another. */
export function newRecoveryCode(): string {
  const letters = new Secret({ size: RECOVERY_BYTES }).base32.toLowerCase()
  return letters.match(/.{4}/g)!.join('-')
}

/** The code of that step of 30 seconds (RFC 6238). */
export function codeOfStep(secret: string, step: number): string {
  return codesOf(secret).generate({ timestamp: step * STEP_MS })
}

export function stepAt(now: number): number {
  return Math.floor(now / STEP_MS)
}

/** Null where it is the code of no step about now. */
export function stepOfCode(secret: string, code: string, now: number): number | null {
  if (!SHAPE.test(code)) return null
  const offset = codesOf(secret).validate({ token: code, timestamp: now, window: NEAR })
  return offset === null ? null : stepAt(now) + offset
}

export function codeAddress(secret: string, issuer: string, account: string): string {
  return codesOf(secret, { issuer, label: account }).toString()
}

/** Over HMAC-SHA-1 and with six digits, as the apps expect. */
function codesOf(secret: string, named: { issuer?: string; label?: string } = {}): TOTP {
  return new TOTP({ ...named, secret, algorithm: 'SHA1', digits: 6, period: STEP_MS / 1000 })
}
