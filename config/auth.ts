import { cookiePrefix } from '#config/session'
import { defineConfig } from '@adonisjs/auth'
import { AccessTokensGuard } from '@adonisjs/auth/access_tokens'
import { SessionGuard } from '@adonisjs/auth/session'
import type { SessionUserProviderContract } from '@adonisjs/auth/types/session'
import type {
  Authenticators,
  GuardConfigProvider,
  InferAuthEvents,
  InferAuthenticators,
} from '@adonisjs/auth/types'
import type { HttpContext } from '@adonisjs/core/http'
import type User from '#models/accounts/user'
import type { ApiKeyProvider } from '#models/keys/api_key_provider'
import type PortalSignIn from '#models/portal/portal_sign_in'

/** It clears a cookie that we do not use, whose name has to fit the others all the same. */
class Guard<Person> extends SessionGuard<false, SessionUserProviderContract<Person>> {
  get rememberMeKeyName() {
    return `${cookiePrefix}remember`
  }
}

const web: GuardConfigProvider<(ctx: HttpContext) => Guard<User>> = {
  async resolver(name, app) {
    const emitter = await app.container.make('emitter')
    const { SignInProvider } = await import('#models/accounts/sign_in_provider')
    return (ctx) => {
      const provider = new SignInProvider(ctx.request.header('user-agent') ?? null)
      return new Guard(name, ctx, { useRememberMeTokens: false }, emitter, provider)
    }
  },
}

/** Clients, in the same HTTP session under a name of their own. */
const portal: GuardConfigProvider<(ctx: HttpContext) => Guard<PortalSignIn>> = {
  async resolver(name, app) {
    const emitter = await app.container.make('emitter')
    const { PortalSignInProvider } = await import('#models/portal/portal_sign_in_provider')
    return (ctx) => {
      const provider = new PortalSignInProvider(ctx.request.header('user-agent') ?? null)
      return new Guard(name, ctx, { useRememberMeTokens: false }, emitter, provider)
    }
  },
}

/** A provider for each request, as it keeps whom its key belongs to. */
const api: GuardConfigProvider<(ctx: HttpContext) => AccessTokensGuard<ApiKeyProvider>> = {
  async resolver(name, app) {
    const emitter = await app.container.make('emitter')
    const { ApiKeyProvider: Provider } = await import('#models/keys/api_key_provider')
    return (ctx) => new AccessTokensGuard(name, ctx, emitter, new Provider())
  },
}

const authConfig = defineConfig({ default: 'web', guards: { web, portal, api } })

export default authConfig

declare module '@adonisjs/auth/types' {
  export interface Authenticators extends InferAuthenticators<typeof authConfig> {}
}
declare module '@adonisjs/core/types' {
  interface EventsList extends InferAuthEvents<Authenticators> {}
}
