import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Refusal } from '#exceptions/refusal'
import type PortalSignIn from '#models/portal/portal_sign_in'

/** Clients who are signed in, by the address that their link was mailed to. */
export default class PortalMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const { auth, request, response, route, view, i18n } = ctx
    response.header('cache-control', 'no-store')
    if (!(await auth.use('portal').check())) {
      if (route?.name?.startsWith('api.')) {
        throw new Refusal(401, 'unauthorized', i18n.t('api.portal_signed_out'))
      }
      const { lang } = request.qs()
      return response
        .redirect()
        .status(request.method() === 'GET' ? 302 : 303)
        .withQs(typeof lang === 'string' ? { lang } : {})
        .toPath('/portal')
    }
    ctx.reader = auth.use('portal').getUserOrFail()
    view.share({ reader: ctx.reader })
    return next()
  }
}

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    /** Where a client is signed in. */
    reader: PortalSignIn
  }
}
