import router from '@adonisjs/core/services/router'
import type { HttpContext } from '@adonisjs/core/http'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

/** The methods that an address answers to; empty where there is no such address. */
export function allowedMethods({ request }: HttpContext): string[] {
  const hostname = router.usingDomains ? (request.hostname() ?? undefined) : undefined
  const { shouldDecodeParam } = request.parsedUrl
  return METHODS.filter((method) =>
    router.match(request.url(), method, shouldDecodeParam, hostname)
  )
}
