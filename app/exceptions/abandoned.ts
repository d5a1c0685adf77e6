import app from '@adonisjs/core/services/app'
import type { HttpContext } from '@adonisjs/core/http'

/** What writing to, or reading from, somebody who has left says. */
const BROKEN_OFF = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'E_HTTP_REQUEST_ABORTED'])

/**
 * Whether a request failed only because its client left, or because we are leaving and the pool of
 * connections gave up whoever still waited for one.
 */
export function isAbandoned(error: unknown, { request }: HttpContext): boolean {
  if (!(error instanceof Error)) return false
  const hasLeft = request.request.socket.destroyed
  // The pool has no code for it, only this word.
  if (error.message === 'aborted') return hasLeft || app.isTerminating
  return hasLeft && 'code' in error && BROKEN_OFF.has(String(error.code))
}
