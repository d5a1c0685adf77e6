import { createHmac, timingSafeEqual } from 'node:crypto'

const HEX_SHA256 = /^[0-9a-f]{64}$/

/** Of the bytes as they came; Cal.com says "no-secret-provided" where it has no secret. */
export function isSignedByCalcom(secret: string, body: Buffer, signature: string): boolean {
  if (secret === '' || !HEX_SHA256.test(signature)) return false
  const expected = createHmac('sha256', secret).update(body).digest()
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'))
}
