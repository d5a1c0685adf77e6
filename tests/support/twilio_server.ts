import { text } from 'node:stream/consumers'
import type { TestContext } from '@japa/runner/core'
import { serve } from '#tests/support/loopback'

export const TWILIO = {
  accountSid: `AC${'1'.repeat(32)}`,
  authToken: 'a-token-for-tests',
  from: '+15005550006',
  toldAt: 'https://book.example.com/webhooks/twilio/statuses',
}

interface TwilioRequest {
  url: string
  authorization: string
  form: Record<string, string>
}

interface Answering {
  /** Null never answers. */
  status?: number | null
  code?: number | null
  retryAfter?: string
}

/** Answers like Twilio's API; the first text is SM1. */
export async function openTwilio(
  cleanup: TestContext['cleanup'],
  { status = 201, code = null, retryAfter }: Answering = {}
) {
  const requests: TwilioRequest[] = []
  const baseUrl = await serve(cleanup, async (request, response) => {
    requests.push({
      url: `${request.method} ${request.url}`,
      authorization: request.headers.authorization ?? '',
      form: Object.fromEntries(new URLSearchParams(await text(request))),
    })
    if (status === null) return
    response.writeHead(status, {
      'content-type': 'application/json',
      ...(retryAfter && { 'retry-after': retryAfter }),
    })
    const refused = { code, message: 'refused +351912345678', status }
    const taken = { sid: `SM${requests.length}`, status: 'queued' }
    response.end(JSON.stringify(status < 300 ? taken : refused))
  })
  return { baseUrl, requests }
}
