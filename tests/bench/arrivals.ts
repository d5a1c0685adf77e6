import { Agent, request, type IncomingMessage } from 'node:http'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { percentile } from '#tests/support/web_process'

const GIVE_UP_MS = 10_000

export interface Asked {
  path: string
  /** Sent as JSON by POST. */
  body?: object
}

export interface Answered {
  perSecond: number
  /** Milliseconds from the moment it was due, not from when there was room to send it. */
  p50: number
  p95: number
  /** What is no 2xx, and what got no answer, by how often. */
  failures: Map<string, number>
}

/**
 * Requests that come when they come, whether or not the ones before are answered: as people do, and
 * unlike a fixed number of connections, which asks less of a server the slower it gets.
 */
export async function arrive(
  ports: readonly number[],
  { perSecond, seconds }: { perSecond: number; seconds: number },
  next: (nth: number) => Asked
): Promise<Answered> {
  const agent = new Agent({ keepAlive: true, maxSockets: 512 })
  const times: number[] = []
  const failures = new Map<string, number>()
  const open: Promise<void>[] = []
  const count = perSecond * seconds
  const began = performance.now()
  for (let nth = 0; nth < count; nth++) {
    const dueAt = began + (nth * 1000) / perSecond
    const early = dueAt - performance.now()
    if (early > 1) await sleep(early)
    const port = ports[nth % ports.length]
    open.push(
      ask(agent, port, next(nth)).then((failure) => {
        if (failure) failures.set(failure, (failures.get(failure) ?? 0) + 1)
        times.push(performance.now() - dueAt)
      })
    )
  }
  await Promise.all(open)
  const took = (performance.now() - began) / 1000
  agent.destroy()
  return {
    perSecond: count / took,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    failures,
  }
}

/** What went wrong, if anything did. */
async function ask(agent: Agent, port: number, { path, body }: Asked): Promise<string | null> {
  const sent = body === undefined ? undefined : JSON.stringify(body)
  const headers = { accept: 'application/json, text/html', ...(sent && JSON_BODY) }
  const asked = request({
    ...{ host: '127.0.0.1', port, path, agent, headers, timeout: GIVE_UP_MS },
    method: sent ? 'POST' : 'GET',
  })
  asked.on('timeout', () => asked.destroy(new Error('no answer in ten seconds')))
  try {
    asked.end(sent)
    const [response] = (await once(asked, 'response')) as [IncomingMessage]
    response.resume()
    await once(response, 'end')
    const { statusCode = 0 } = response
    return statusCode < 300 ? null : String(statusCode)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const JSON_BODY = { 'content-type': 'application/json' }
