import router from '@adonisjs/core/services/router'
import type { HttpContext } from '@adonisjs/core/http'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

/** The methods that an address has, with the name of the route that answers each. */
export function namesByMethod({ request }: HttpContext): Map<string, string | undefined> {
  const hostname = router.usingDomains ? (request.hostname() ?? undefined) : undefined
  const { shouldDecodeParam } = request.parsedUrl
  const names = new Map<string, string | undefined>()
  for (const method of METHODS) {
    const match = router.match(request.url(), method, shouldDecodeParam, hostname)
    if (match) names.set(method, match.route.name)
  }
  return names
}
