import router from '@adonisjs/core/services/router'
import type { HttpContext } from '@adonisjs/core/http'

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

export function allowedMethods({ request }: HttpContext): string[] {
  const hostname = router.usingDomains ? (request.hostname() ?? undefined) : undefined
  const { shouldDecodeParam } = request.parsedUrl
  return METHODS.filter((method) =>
    router.match(request.url(), method, shouldDecodeParam, hostname)
  )
}
