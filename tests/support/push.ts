import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  hkdfSync,
  randomBytes,
  verify,
} from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import PushDevice from '#models/push/push_device'
import Notification from '#models/notifications/notification'
import { listenOnLoopback } from '#tests/support/loopback'

/** A browser: the keys that it made, and what it reads with them. */
export function newBrowser() {
  const pair = createECDH('prime256v1')
  const point = pair.generateKeys()
  const auth = randomBytes(16)
  return {
    keys: { p256dh: point.toString('base64url'), auth: auth.toString('base64url') },
    /** Of one record, as RFC 8291 and RFC 8188 have it. */
    read(sent: Buffer): string {
      const salt = sent.subarray(0, 16)
      const idLength = sent[20]
      const theirs = sent.subarray(21, 21 + idLength)
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), point, theirs])
      const secret = hkdfSync('sha256', pair.computeSecret(theirs), auth, info, 32)
      const key = hkdfSync('sha256', Buffer.from(secret), salt, 'Content-Encoding: aes128gcm\0', 16)
      const nonce = hkdfSync('sha256', Buffer.from(secret), salt, 'Content-Encoding: nonce\0', 12)
      const record = sent.subarray(21 + idLength)
      const opened = createDecipheriv('aes-128-gcm', Buffer.from(key), Buffer.from(nonce))
      opened.setAuthTag(record.subarray(-16))
      const padded = Buffer.concat([opened.update(record.subarray(0, -16)), opened.final()])
      return padded.subarray(0, padded.lastIndexOf(2)).toString()
    },
  }
}

interface Pushed {
  at: string
  headers: IncomingHttpHeaders
  body: Buffer
}

type Answer = (response: ServerResponse) => void

/** A push service: keeps what it is sent, and answers as it is told; by itself it accepts. */
export async function openPushService(cleanup: (close: () => void) => void) {
  const pushed: Pushed[] = []
  const script: { answer: Answer } = { answer: (response) => response.writeHead(201).end() }
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    pushed.push({ at: request.url ?? '', headers: request.headers, body: Buffer.concat(parts) })
    script.answer(response)
  })
  const origin = `http://127.0.0.1:${await listenOnLoopback(server)}`
  cleanup(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    pushed,
    origin,
    answers: (status: number, headers: Record<string, string> = {}) => {
      script.answer = (response) => response.writeHead(status, headers).end()
    },
    hangs: () => void (script.answer = () => {}),
  }
}

/** What the signature says and by which key it is, where it is right (RFC 8292). */
export function signedBy(headers: IncomingHttpHeaders) {
  const [, token, key] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(headers.authorization ?? '') ?? []
  const [head, claims, signature] = token.split('.')
  const point = Buffer.from(key, 'base64url')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) =>
    half.toString('base64url')
  )
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
  const isRight = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url')
  )
  const said: { aud: string; sub: string; exp: number } = JSON.parse(
    Buffer.from(claims, 'base64url').toString()
  )
  return { isRight, key, ...said }
}

let devices = 0

/** Of a user, in a browser of their own. */
export async function switchOn(userId: number, origin = 'https://push.example') {
  const browser = newBrowser()
  const endpoint = `${origin}/send/${++devices}`
  const { p256dh: publicKey, auth: secret } = browser.keys
  const device = await PushDevice.create({ userId, endpoint, publicKey, secret, userAgent: null })
  return { browser, device }
}

export function owedPushes() {
  return Notification.query().where('channel', 'push').orderBy('id')
}
