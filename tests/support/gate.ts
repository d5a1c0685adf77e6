import { type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { TestContext } from '@japa/runner/core'
import { serve } from '#tests/support/loopback'

const WRITES = new Set(['POST', 'PUT', 'PATCH'])

/** Where a write may break off: before it arrives, once it is done and nobody was told, and once they were. */
export const BREAKS = ['before', 'unheard', 'after'] as const
export type Break = (typeof BREAKS)[number]

/** Stands before a server, and lets through what it is not told to hold. */
export class Gate {
  /** Where the next write breaks off. */
  next: Break | null = null
  broken: (at: Break) => void = () => {}
  /** Nothing is answered. */
  hangs = false
  private readonly held = new Set<ServerResponse>()

  private constructor(
    readonly url: string,
    private readonly target: string
  ) {}

  static async open(cleanup: TestContext['cleanup'], target: string): Promise<Gate> {
    const url = await serve(cleanup, (request, response) => void gate.pass(request, response))
    const gate = new Gate(url, target)
    return gate
  }

  /** How many wait for what is not answered. */
  get waiting(): number {
    return [...this.held].filter(({ destroyed }) => !destroyed).length
  }

  /** Those who wait hear nothing any more; others are answered. */
  open() {
    this.hangs = false
    for (const response of this.held) response.destroy()
    this.held.clear()
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = request
    const body = await buffer(request)
    if (this.hangs) return void this.held.add(response)
    const at = WRITES.has(method) ? this.next : null
    if (at) this.next = null
    if (at === 'before') return this.broken(at)
    const answer = await fetch(new URL(url, this.target), {
      method,
      headers: without(headers, ['host', 'connection', 'accept-encoding', 'content-length']),
      body: method === 'GET' || body.length === 0 ? undefined : body,
    })
    const text = await answer.text()
    if (at === 'unheard') return this.broken(at)
    const told = text.replaceAll(this.target, this.url)
    const given: Record<string, string> = {}
    answer.headers.forEach((value, name) => (given[name] = value))
    const changed = ['content-encoding', 'transfer-encoding', 'content-length', 'connection']
    response.writeHead(answer.status, without(given, changed))
    response.end(told)
    if (at === 'after') this.broken(at)
  }
}

function without(headers: IncomingMessage['headers'], names: string[]): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !names.includes(name))
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]))
}
