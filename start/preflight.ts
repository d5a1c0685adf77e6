import router from '@adonisjs/core/services/router'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { isOfClientsApi } from '#middleware/body_middleware'
import { letSite } from '#start/sites'

/** What clients of the API send, and agents of the Model Context Protocol. */
const TAKEN = 'content-type, idempotency-key, if-match, if-none-match, mcp-protocol-version'
const HOURS = 3_600

/** A browser asks for the script of another site whether it may send what it is about to (CORS). */
export default class PreflightMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const { request, response } = ctx
    const method = request.header('access-control-request-method')
    if (request.method() !== 'OPTIONS' || !method) return next()
    const hostname = router.usingDomains ? request.hostname() : null
    const { shouldDecodeParam } = request.parsedUrl
    const match = router.match(request.url(), method, shouldDecodeParam, hostname)
    const name = match?.route.name ?? ''
    if (!match || !isOfClientsApi(name)) return next()

    response.vary('origin')
    if (await letSite(ctx, { name, params: match.params })) {
      response.header('access-control-allow-methods', method)
      response.header('access-control-allow-headers', TAKEN)
      response.header('access-control-max-age', 2 * HOURS)
    }
    return response.status(204).send(null)
  }
}
