import type { LookupFunction } from 'node:net'
import push from '#config/push'
import { type Answered, guardedLookup, guardedPost } from '#services/guarded_post'
import { mayReach } from '#services/public_address'

/** One message to one browser, which alone can open it. */
export interface PushToSend {
  endpoint: string
  keys: { p256dh: string; auth: string }
  body: string
  /** A later one of the same topic takes its place where it was not handed over yet. */
  topic: string
}

const BOUNDS = { mostAnswerBytes: 4_096, keptAnswerCharacters: 0 }

/** What may be asked at all; names are looked up, and looked at, when the connection is made. */
export function mayPushTo(url: URL): boolean {
  return mayReach(url, push.allowsLoopback)
}

/**
 * Encrypted (RFC 8291) and signed (RFC 8292) by web-push; sent by ourselves, since the address was
 * given by a browser and must not lead into a network behind us.
 */
export async function postPush(
  { endpoint, keys, body, topic }: PushToSend,
  lookup: LookupFunction = guardedLookup(push)
): Promise<Answered> {
  const { default: webPush } = await import('web-push')
  const request = webPush.generateRequestDetails({ endpoint, keys }, body, {
    vapidDetails: push.vapid,
    TTL: push.keptSeconds,
    ...{ topic, urgency: 'high' },
  })
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)])
  return guardedPost(
    {
      url: new URL(endpoint),
      headers: Object.fromEntries<string>(headers.map(([name, value]) => [name, value])),
      body: request.body ?? '',
    },
    { ...BOUNDS, ...push },
    lookup
  )
}
