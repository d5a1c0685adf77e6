import type { LookupFunction } from 'node:net'
import { Webhook } from 'standardwebhooks'
import webhooks from '#config/webhooks'
import { type Answered, guardedLookup, guardedPost } from '#services/guarded_post'
import { mayReach } from '#services/public_address'

interface WebhookToSend {
  url: string
  id: string
  at: Date
  body: string
  /** Each signs it; the newest first. */
  secrets: readonly string[]
}

export type PostResult = { signature: string; tookMs: number } & Answered

/** What may be asked at all; names are looked up, and looked at, when the connection is made. */
export function mayPostTo(url: URL): boolean {
  return mayReach(url, webhooks.allowsLoopback)
}

/** A redirect is an answer like any other: it is not followed. */
export async function postWebhook(
  { url, id, at, body, secrets }: WebhookToSend,
  lookup: LookupFunction = guardedLookup(webhooks)
): Promise<PostResult> {
  const signature = secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' ')
  const startedAt = performance.now()
  const answered = await guardedPost(
    {
      ...{ url: new URL(url), body },
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-length': String(Buffer.byteLength(body)),
        'user-agent': 'Bellhop-Webhooks/1.0',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': signature,
      },
    },
    webhooks,
    lookup
  )
  return { signature, tookMs: Math.round(performance.now() - startedAt), ...answered }
}
