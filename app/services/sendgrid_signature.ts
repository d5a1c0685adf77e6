import { type KeyObject, verify } from 'node:crypto'

export interface SignedPost {
  /** Both headers as they came; empty where missing. */
  signature: string
  timestamp: string
  body: Buffer
}

/**
 * ECDSA over SHA-256 of the timestamp and the bytes of the body, the signature as base64 of DER. A
 * malformed signature counts as a wrong one.
 */
export function isSignedBySendgrid(
  key: KeyObject,
  { signature, timestamp, body }: SignedPost
): boolean {
  const signed = Buffer.concat([Buffer.from(timestamp), body])
  return verify('sha256', signed, key, Buffer.from(signature, 'base64'))
}
