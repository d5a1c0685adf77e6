import { generateKeyPairSync, sign } from 'node:crypto'
import { appUrl } from '#config/app'
import { sendgridEvents } from '#config/mail'

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })

/** Makes ours the key whose signature is asked for; gives the way back. */
export function trustOurKey() {
  const before = sendgridEvents.key
  sendgridEvents.key = publicKey
  return () => {
    sendgridEvents.key = before
  }
}

export const secondsAgo = (seconds: number) => String(Math.floor(Date.now() / 1000) - seconds)

export function signedHeaders(body: string, timestamp = secondsAgo(0)) {
  return {
    'content-type': 'application/json',
    'x-twilio-email-event-webhook-timestamp': timestamp,
    'x-twilio-email-event-webhook-signature': sign(
      'sha256',
      Buffer.from(timestamp + body),
      privateKey
    ).toString('base64'),
  }
}

/** An event as SendGrid writes it, with the reader's address in words of others. */
export function eventOf(transportId: string, event: string, more: Record<string, unknown> = {}) {
  return {
    'email': 'ines.canary@client.example',
    'timestamp': Math.floor(Date.now() / 1000),
    'smtp-id': `<${transportId}@geopod-ismtpd-1>`,
    event,
    'sg_event_id': `${event}-0-${transportId}`,
    'sg_message_id': `${transportId}.recvd-5f54b5d587-pczjm-1-67BADEEA-6.0`,
    'reason': '550 5.1.1 ines.canary@client.example: no such user',
    ...more,
  }
}

export const bounceOf = (transportId: string, more: Record<string, unknown> = {}) =>
  eventOf(transportId, 'bounce', { type: 'bounce', status: '5.1.1', ...more })

/** As it leaves SendGrid: indented, and with a line break at the end, which are signed as well. */
export const written = (events: unknown) => `${JSON.stringify(events, null, 2)}\r\n`

export function postRaw(body: string, headers: Record<string, string>) {
  return fetch(`${appUrl}/webhooks/sendgrid`, { method: 'POST', body, headers })
}

export function postEvents(...events: unknown[]) {
  const body = written(events)
  return postRaw(body, signedHeaders(body))
}
