import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { waitAskedFor } from '#services/retry_after'
import {
  AddressNotAllowed,
  isLoopback,
  isPublicAddress,
  lookupOf,
  mayReach,
} from '#services/public_address'

/** Why nobody answered. */
export type PostProblem = 'not_allowed' | 'no_such_host' | 'unreachable' | 'certificate' | 'timeout'

export type Answered =
  | { status: number; retryAfterSeconds: number | null; answer: string }
  | { status: null; problem: PostProblem }

interface Post {
  url: URL
  headers: Record<string, string>
  body: string | Buffer
}

export interface PostBounds {
  timeoutMs: number
  /** No more of an answer is read, and so much of it is kept. */
  mostAnswerBytes: number
  keptAnswerCharacters: number
  /** Only to try things out on this machine. */
  allowsLoopback: boolean
}

/** Of names that lead to the internet and nowhere else. */
export function guardedLookup({ allowsLoopback }: Pick<PostBounds, 'allowsLoopback'>) {
  return lookupOf((address) => isPublicAddress(address) || (allowsLoopback && isLoopback(address)))
}

/** To an address that somebody typed or sent. A redirect is an answer like any other: it is not followed. */
export async function guardedPost(
  post: Post,
  bounds: PostBounds,
  lookup: LookupFunction = guardedLookup(bounds)
): Promise<Answered> {
  try {
    return await answerTo(post, bounds, lookup)
  } catch (error) {
    return { status: null, problem: problemOf(error) }
  }
}

async function answerTo({ url, headers, body }: Post, bounds: PostBounds, lookup: LookupFunction) {
  if (!mayReach(url, bounds.allowsLoopback)) throw new AddressNotAllowed(url.protocol)
  const signal = AbortSignal.timeout(bounds.timeoutMs)
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
      answer: await beginningOf(response, bounds),
    }
  } finally {
    sent.destroy()
  }
}

/** The status counts, whatever becomes of the rest. */
async function beginningOf(response: IncomingMessage, bounds: PostBounds): Promise<string> {
  const parts: Buffer[] = []
  let bytes = 0
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      parts.push(part)
      bytes += part.length
      if (bytes >= bounds.mostAnswerBytes) break
    }
  } catch {
    // It hung up, or time ran out; what came until then is kept.
  }
  const text = Buffer.concat(parts).toString('utf8').replaceAll('\0', '')
  return text.slice(0, bounds.keptAnswerCharacters)
}

function problemOf(error: unknown): PostProblem {
  const { name, code = '' } = error as { name?: string; code?: string }
  if (error instanceof AddressNotAllowed) return 'not_allowed'
  if (name === 'TimeoutError' || name === 'AbortError' || code === 'ETIMEDOUT') return 'timeout'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'no_such_host'
  if (/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO/.test(code)) return 'certificate'
  return 'unreachable'
}
