import { createPublicKey } from 'node:crypto'
import vine from '@vinejs/vine'

const LONGEST_ENDPOINT = 2000

/** A point of the curve P-256 (RFC 8291, 3.1), uncompressed: what else is there could not be written to. */
const isCurvePoint = vine.createRule((value, _, field) => {
  const point = Buffer.from(String(value), 'base64url')
  if (point.length !== 65 || point[0] !== 4 || !isOnCurve(point)) {
    field.report('This is no key', 'pushKey', field)
  }
})

/** Sixteen bytes (RFC 8291, 3.2). */
const isSecret = vine.createRule((value, _, field) => {
  const secret = Buffer.from(String(value), 'base64url')
  if (secret.length !== 16) field.report('This is no secret', 'pushKey', field)
})

const isAddress = vine.createRule((value, _, field) => {
  if (!URL.canParse(String(value))) field.report('This is no address', 'pushAddress', field)
})

/** What a browser gives once somebody switched notifications on (Push API, PushSubscription). */
export const deviceValidator = vine.create({
  endpoint: vine.string().trim().maxLength(LONGEST_ENDPOINT).use(isAddress()),
  p256dh: vine.string().trim().maxLength(100).use(isCurvePoint()),
  auth: vine.string().trim().maxLength(40).use(isSecret()),
})

function isOnCurve(point: Buffer): boolean {
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) =>
    half.toString('base64url')
  )
  try {
    createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
    return true
  } catch {
    return false
  }
}
