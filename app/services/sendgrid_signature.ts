import { type KeyObject, verify } from 'node:crypto'

export interface SignedPost {
  /** Both headers as they came, empty where there was none. */
  signature: string
  timestamp: string
  body: Buffer
}

/**
 * Whether SendGrid wrote it: ECDSA over SHA-256 of the timestamp and the bytes that follow, the
 * signature as base64 of DER. Whatever is no signature at all is a wrong one.
 */
export function isSignedBySendgrid(
  key: KeyObject,
  { signature, timestamp, body }: SignedPost
): boolean {
  const signed = Buffer.concat([Buffer.from(timestamp), body])
  return verify('sha256', signed, key, Buffer.from(signature, 'base64'))
}
