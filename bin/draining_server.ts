import { Server as HttpServer, type RequestListener } from 'node:http'
import { Server } from 'node:net'

/** Whoever has knocked is in when so many turns in a row have brought nobody. */
const QUIET_TURNS = 10
const TURN_MS = 5
const MOST_TURNS = 200

/** For a request that is on its way over a connection which looks idle from here. */
const IDLE_FOR_MS = 1_000

/** Room for an address of 100 KB, so that the field which is too long is named in a sentence. */
const MOST_HEADER_BYTES = 128 * 1024

/**
 * Closes without losing a request. Node's own server drops whoever has connected and was not
 * accepted yet, and connections on which somebody has just begun to ask. So this takes all of them
 * in first, while new requests wait, then stops listening, and lets idle connections stand a moment.
 */
export class DrainingServer extends HttpServer {
  #waiting: Parameters<RequestListener>[] | null = null
  #hasAccepted = false

  constructor(private readonly listener: RequestListener) {
    super({ maxHeaderSize: MOST_HEADER_BYTES })
    this.on('connection', () => (this.#hasAccepted = true))
    this.on('request', (...exchange) => {
      if (this.#waiting) this.#waiting.push(exchange)
      else this.listener(...exchange)
    })
  }

  override close(done?: (error?: Error) => void): this {
    this.#waiting = []
    this.#gather(QUIET_TURNS, MOST_TURNS, done)
    return this
  }

  /** QueuePlaces are counted and not the time, in much of which a busy process looks at nothing. */
  #gather(quiet: number, left: number, done?: (error?: Error) => void): void {
    if (quiet === 0 || left === 0) return this.#stopListening(done)
    this.#hasAccepted = false
    setTimeout(
      () => this.#gather(this.#hasAccepted ? QUIET_TURNS : quiet - 1, left - 1, done),
      TURN_MS
    )
  }

  #stopListening(done?: (error?: Error) => void): void {
    Server.prototype.close.call(this, done)
    setTimeout(() => this.closeIdleConnections(), IDLE_FOR_MS)
    const waiting = this.#waiting ?? []
    this.#waiting = null
    for (const exchange of waiting) this.listener(...exchange)
  }
}
