import type { HttpContext } from '@adonisjs/core/http'

const NAMES = new Set(['localhost', '127.0.0.1', '[::1]', '::1'])
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
const MARKS_OF_PROXIES = ['forwarded', 'via', 'x-forwarded-for', 'x-real-ip']

/**
 * Behind a proxy on this machine everyone comes from loopback, and a page elsewhere can make a name
 * of its own point at it; hence the proxy's marks and the name asked for are looked at too.
 */
export function isAtThisMachine(request: HttpContext['request']): boolean {
  const isForwarded = MARKS_OF_PROXIES.some((name) => request.header(name))
  const address = request.request.socket.remoteAddress ?? ''
  const host = (request.request.headers.host ?? '').replace(/:\d+$/, '')
  return !isForwarded && LOOPBACK.has(address) && NAMES.has(host)
}
