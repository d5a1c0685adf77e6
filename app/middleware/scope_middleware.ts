import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Refusal } from '#exceptions/refusal'
import type { Scope } from '#models/keys/scopes'

/** What the key is for; what its member may do is asked of the policies. */
export default class ScopeMiddleware {
  handle({ auth, i18n }: HttpContext, next: NextFn, scope: Scope) {
    const { currentAccessToken: key } = auth.use('api').getUserOrFail()
    if (key.allows(scope)) return next()
    throw new Refusal(403, 'scope_missing', i18n.t('api.scope_missing', { scope }), {
      facts: { scope },
      headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"` },
    })
  }
}
