import env from '#start/env'
import { isHttps } from '#config/app'
import type { HttpContext } from '@adonisjs/core/http'
import { defineConfig } from '@adonisjs/session'
import type { SessionConfig, SessionData, SessionStoreContract } from '@adonisjs/session/types'

/** How long somebody stays signed in without coming back, and at most. */
export const signInLimits = {
  idleHours: env.get('SIGN_IN_IDLE_HOURS', 7 * 24),
  days: env.get('SIGN_IN_DAYS', 30),
}

/** Under https a browser takes cookies of this prefix from this very host only (RFC 6265bis, 4.1.3). */
export const cookiePrefix = isHttps ? '__Host-' : ''

/**
 * The framework's cookie store, but for the prefix: it names the cookie that holds the session's
 * values after the session's id alone.
 */
function cookieStore(ctx: HttpContext, { cookie }: SessionConfig): SessionStoreContract {
  const read = (id: string): SessionData | null => {
    const values: unknown = ctx.request.encryptedCookie(cookiePrefix + id)
    return typeof values === 'object' ? (values as SessionData | null) : null
  }
  const write = (id: string, values: SessionData) => {
    ctx.response.encryptedCookie(cookiePrefix + id, values, cookie)
  }
  return {
    read,
    write,
    destroy: (id) => {
      if (read(id)) ctx.response.clearCookie(cookiePrefix + id, cookie)
    },
    touch: (id) => {
      const values = read(id)
      if (values) write(id, values)
    },
  }
}

export default defineConfig({
  enabled: true,
  cookieName: `${cookiePrefix}bellhop`,
  clearWithBrowser: false,
  age: `${signInLimits.idleHours}h`,
  cookie: { path: '/', httpOnly: true, secure: isHttps, sameSite: 'lax' },
  store: env.get('SESSION_DRIVER', 'cookie'),
  stores: { cookie: cookieStore },
})
