import app from '@adonisjs/core/services/app'
import type { HttpContext } from '@adonisjs/core/http'

const BROKEN_OFF = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'E_HTTP_REQUEST_ABORTED'])

/** The client left, or the pool gave up its waiting callers at our shutdown. */
export function isAbandoned(error: unknown, { request }: HttpContext): boolean {
  if (!(error instanceof Error)) return false
  const hasLeft = request.request.socket.destroyed
  // The pool gives no code, only this word.
  if (error.message === 'aborted') return hasLeft || app.isTerminating
  return hasLeft && 'code' in error && BROKEN_OFF.has(String(error.code))
}
