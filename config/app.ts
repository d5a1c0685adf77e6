import { hkdfSync } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import env from '#start/env'
import { defineConfig, type HttpRequest } from '@adonisjs/core/http'

export const appUrl = env.get('APP_URL').replace(/\/+$/, '')

/** Cookies are `Secure` when people reach us over https, whatever NODE_ENV says. */
export const isHttps = appUrl.startsWith('https:')

/** Requests for an address that cannot be decoded, such as `/book/%E0%A4%A`. */
export const unreadable = new WeakSet<IncomingMessage>()

/** Read as each request comes in: a connection that has been closed has no address any more. */
const addresses = new WeakMap<HttpRequest, string>()

export const http = defineConfig({
  generateRequestId: true,
  allowMethodSpoofing: true,
  useAsyncLocalStorage: false,
  trustProxy: env.get('TRUST_PROXY') ?? false,
  // A comma in what somebody looks for is a comma; lists split their own.
  qs: { parse: { comma: false } },
  getIp(request, read) {
    const address = addresses.get(request) ?? (read() as string | undefined) ?? ''
    addresses.set(request, address)
    return address
  },
  // Without it, and before any middleware, the framework answers two bare words.
  async onBadUrl(request: IncomingMessage, response: ServerResponse) {
    const { default: server } = await import('@adonisjs/core/services/server')
    unreadable.add(request)
    request.url = request.url?.replaceAll('%', '')
    await server.handle(request, response)
  },
  cookie: {
    domain: '',
    path: '/',
    maxAge: '2h',
    httpOnly: true,
    secure: isHttps,
    sameSite: 'lax',
  },
})

/** Signs links in mails and stamps of public forms. */
export const linkKey = derived('bellhop links', 32)

/** Signs what is sent to people's browsers (VAPID, RFC 8292): the private half, on the curve P-256. */
export const pushKey = derived('bellhop web push', 32)

/** Said to everybody, so that `doctor` knows this deployment behind its address from another one. */
export const deploymentMark = derived('bellhop deployment', 8).toString('hex')

/** Of APP_KEY, for one purpose. */
function derived(purpose: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', env.get('APP_KEY').release(), '', purpose, length))
}
