import { cspFactory, frameGuardFactory, hstsFactory, noSniffFactory } from '@adonisjs/shield/guards'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import shieldConfig from '#config/shield'

const guards = [
  cspFactory(shieldConfig.csp),
  frameGuardFactory(shieldConfig.xFrame),
  hstsFactory(shieldConfig.hsts),
  noSniffFactory(shieldConfig.contentTypeSniffing),
]

/** Shield's headers without its CSRF guard, which needs an HTTP session. */
export default class SecurityHeadersMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    await setSecurityHeaders(ctx)
    return next()
  }
}

export async function setSecurityHeaders(ctx: HttpContext): Promise<void> {
  for (const guard of guards) await guard(ctx)
}
