import { configProvider } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import app from '@adonisjs/core/services/app'
import type { SessionConfig, SessionStoreFactory } from '@adonisjs/session/types'
import sessionConfig from '#config/session'
import { hashOfToken } from '#models/tokens/secret_token'

interface ResolvedSession extends SessionConfig {
  store: string
  stores: Record<string, SessionStoreFactory>
}

/** Where the session guard keeps a sign-in's token. */
const SIGN_IN = 'auth_web'

let resolved: Promise<ResolvedSession | null> | undefined

/**
 * The hash of the sign-in's token, where the browser brings one along. Public pages open no session,
 * so it is read out of the cookie alone.
 */
export async function signInOf(ctx: HttpContext): Promise<string | null> {
  const config = await (resolved ??= configProvider.resolve<ResolvedSession>(app, sessionConfig))
  const id: unknown = config && ctx.request.cookie(config.cookieName)
  if (!config || typeof id !== 'string') return null
  const values = await config.stores[config.store](ctx, config).read(id)
  const token: unknown = values?.[SIGN_IN]
  return typeof token === 'string' ? hashOfToken(token) : null
}
