import { cookiePrefix } from '#config/session'
import { defineConfig } from '@adonisjs/auth'
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

/** It clears a cookie that we do not use, whose name has to fit the others all the same. */
class Guard extends SessionGuard<false, SessionUserProviderContract<User>> {
  get rememberMeKeyName() {
    return `${cookiePrefix}remember`
  }
}

const web: GuardConfigProvider<(ctx: HttpContext) => Guard> = {
  async resolver(name, app) {
    const emitter = await app.container.make('emitter')
    const { SignInProvider } = await import('#models/accounts/sign_in_provider')
    return (ctx) => {
      const provider = new SignInProvider(ctx.request.header('user-agent') ?? null)
      return new Guard(name, ctx, { useRememberMeTokens: false }, emitter, provider)
    }
  },
}

const authConfig = defineConfig({ default: 'web', guards: { web } })

export default authConfig

declare module '@adonisjs/auth/types' {
  export interface Authenticators extends InferAuthenticators<typeof authConfig> {}
}
declare module '@adonisjs/core/types' {
  interface EventsList extends InferAuthEvents<Authenticators> {}
}
