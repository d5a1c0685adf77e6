import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { Webhook } from 'standardwebhooks'
import webhooks from '#config/webhooks'
import { waitAskedFor } from '#services/retry_after'
import {
  AddressNotAllowed,
  isLoopback,
  isPublicAddress,
  lookupOf,
  mayReach,
} from '#services/public_address'

interface WebhookToSend {
  url: string
  id: string
  at: Date
  body: string
  /** Each signs it; the newest first. */
  secrets: readonly string[]
}

/** Why nobody answered. */
export type PostProblem = 'not_allowed' | 'no_such_host' | 'unreachable' | 'certificate' | 'timeout'

export type PostResult = { signature: string; tookMs: number } & (
  | { status: number; retryAfterSeconds: number | null; answer: string }
  | { status: null; problem: PostProblem }
)

/** What may be asked at all; names are looked up, and looked at, when the connection is made. */
export function mayPostTo(url: URL): boolean {
  return mayReach(url, webhooks.allowsLoopback)
}

/** A redirect is an answer like any other: it is not followed. */
export async function postWebhook(
  { url, id, at, body, secrets }: WebhookToSend,
  lookup: LookupFunction = lookupOf(isAllowed)
): Promise<PostResult> {
  const signature = secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' ')
  const startedAt = performance.now()
  const answered = await answerTo(new URL(url), lookup, body, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'Bellhop-Webhooks/1.0',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': signature,
  }).catch((error: unknown) => ({ status: null, problem: problemOf(error) }))
  return { signature, tookMs: Math.round(performance.now() - startedAt), ...answered }
}

async function answerTo(
  url: URL,
  lookup: LookupFunction,
  body: string,
  headers: Record<string, string>
) {
  if (!mayPostTo(url)) throw new AddressNotAllowed(url.protocol)
  const signal = AbortSignal.timeout(webhooks.timeoutMs)
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const sent = request(url, { method: 'POST', headers, lookup, agent: false, signal }, resolve)
  sent.on('error', reject)
  sent.end(body)
  try {
    const response = await promise
    return {
      status: response.statusCode ?? 0,
      retryAfterSeconds: waitAskedFor(response.headers['retry-after'], Date.now()),
      answer: await beginningOf(response),
    }
  } finally {
    sent.destroy()
  }
}

/** The status counts, whatever becomes of the rest. */
async function beginningOf(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let bytes = 0
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      parts.push(part)
      bytes += part.length
      if (bytes >= webhooks.mostAnswerBytes) break
    }
  } catch {
    // It hung up, or time ran out; what came until then is kept.
  }
  const text = Buffer.concat(parts).toString('utf8').replaceAll('\0', '')
  return text.slice(0, webhooks.keptAnswerCharacters)
}

function isAllowed(address: string): boolean {
  return isPublicAddress(address) || (webhooks.allowsLoopback && isLoopback(address))
}

function problemOf(error: unknown): PostProblem {
  const { name, code = '' } = error as { name?: string; code?: string }
  if (error instanceof AddressNotAllowed) return 'not_allowed'
  if (name === 'TimeoutError' || name === 'AbortError' || code === 'ETIMEDOUT') return 'timeout'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'no_such_host'
  if (/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO/.test(code)) return 'certificate'
  return 'unreachable'
}
