import { type KeyObject, verify } from 'node:crypto'

export interface SignedPost {
  signature: string
  timestamp: string
  body: Buffer
}

/** ECDSA over SHA-256 of timestamp and body, base64 of DER. A malformed one is a wrong one. */
export function isSignedBySendgrid(
  key: KeyObject,
  { signature, timestamp, body }: SignedPost
): boolean {
  const signed = Buffer.concat([Buffer.from(timestamp), body])
  return verify('sha256', signed, key, Buffer.from(signature, 'base64'))
}
