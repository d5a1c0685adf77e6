import { appUrl } from '#config/app'
import { texts } from '#config/sms'
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import { NUMBER } from '#tests/support/sms'

const TOKEN = 'a-token-for-tests'

/** Makes ours the token whose signature is asked for; gives the way back. */
export function trustOurToken() {
  const before = texts.authToken
  texts.authToken = TOKEN
  return () => {
    texts.authToken = before
  }
}

interface Posted {
  /** Where it is said to be from, instead of the address that it comes to. */
  signedFor?: string
  signature?: string | null
  headers?: Record<string, string>
}

export function postSigned(
  path: string,
  told: Record<string, string>,
  { signedFor = `${appUrl}${path}`, signature, headers }: Posted = {}
) {
  const signed = signature ?? getExpectedTwilioSignature(TOKEN, signedFor, told)
  return fetch(`${appUrl}${path}`, {
    method: 'POST',
    body: new URLSearchParams(told),
    headers: { ...(signature !== null && { 'x-twilio-signature': signed }), ...headers },
  })
}

let heard = 0

/** As Twilio tells of an SMS that came in, empty fields and all. */
export function messageOf(Body: string, more: Record<string, string> = {}) {
  heard++
  return {
    ...{ MessageSid: `SMheard${heard}`, AccountSid: 'AC1', From: NUMBER, To: '+15005550006' },
    ...{ Body, NumMedia: '0', FromCity: '', ApiVersion: '2010-04-01', ...more },
  }
}

export const say = (Body: string, more: Record<string, string> = {}) =>
  postSigned('/webhooks/twilio/messages', messageOf(Body, more))

export const tellStatus = (
  MessageSid: string,
  MessageStatus: string,
  { code, text }: { code?: string; text?: number } = {}
) =>
  postSigned(`/webhooks/twilio/statuses${text === undefined ? '' : `?text=${text}`}`, {
    ...{ MessageSid, MessageStatus, From: '+15005550006', To: NUMBER },
    ...(code && { ErrorCode: code }),
  })
