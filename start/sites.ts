import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { type ApiAddress, apiSitesAt } from '#controllers/api/pages/api_sites'
import SameOriginMiddleware from '#middleware/same_origin_middleware'

/** What scripts of other sites may read beside the answer. */
const TOLD = [
  ...['etag', 'idempotency-replayed', 'location', 'retry-after', 'x-request-id'],
  ...['ratelimit', 'ratelimit-policy'],
  ...['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'],
].join(', ')

/** Scripts of the sites that the business named are let in, those of any others are not (CORS). */
export default class SitesMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    ctx.response.vary('origin')
    const address = { name: ctx.route?.name ?? '', params: ctx.params }
    return (await letSite(ctx, address)) ? next() : new SameOriginMiddleware().handle(ctx, next)
  }
}

/** No cookie is let along: nothing here looks at one. */
export async function letSite(
  { request, response }: HttpContext,
  address: ApiAddress
): Promise<boolean> {
  const origin = request.header('origin')
  const sites = origin ? await apiSitesAt(address) : []
  if (!origin || !sites.includes(origin)) return false
  response.header('access-control-allow-origin', origin)
  response.header('access-control-expose-headers', TOLD)
  return true
}
