import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'
import type { TestContext } from '@japa/runner/core'
import { serve } from '#tests/support/loopback'

/**
 * Spreads requests over servers in turn, as a proxy in front of several does. A server that does not take the
 * connection is passed over; one that breaks off amid a request is not asked again by us, but by the client.
 */
export class SpreadingProxy {
  /** How many answers each gave, by port. */
  readonly answers = new Map<number, number>()
  private turn = 0

  private constructor(
    readonly port: number,
    private readonly ports: readonly number[]
  ) {}

  static async open(
    cleanup: TestContext['cleanup'],
    ports: readonly number[]
  ): Promise<SpreadingProxy> {
    const url = await serve(cleanup, (request, response) => proxy.pass(request, response))
    const proxy = new SpreadingProxy(Number(new URL(url).port), ports)
    return proxy
  }

  private pass(request: IncomingMessage, response: ServerResponse): void {
    const first = this.turn++
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => this.tell(request, Buffer.concat(chunks), response, first, 0))
  }

  private tell(
    request: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
    first: number,
    passedOver: number
  ): void {
    const { method, url: path, headers } = request
    const port = this.ports[(first + passedOver) % this.ports.length]
    const told = ask({ host: '127.0.0.1', port, method, path, headers, agent: false })
    told.on('response', (answer) => {
      this.answers.set(port, (this.answers.get(port) ?? 0) + 1)
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      pipeline(answer, response, () => {})
    })
    told.on('error', (error) => {
      const isAway = 'code' in error && error.code === 'ECONNREFUSED'
      if (isAway && passedOver + 1 < this.ports.length) {
        return this.tell(request, body, response, first, passedOver + 1)
      }
      if (response.headersSent) response.destroy()
      else response.writeHead(502).end()
    })
    told.end(body)
  }
}
