import type { HttpContext } from '@adonisjs/core/http'
import { namesByMethod } from '#exceptions/names_by_method'

/** Programs get JSON, whatever their Accept header says. */
export function isAtApi(ctx: HttpContext): boolean {
  if (/^\/(api|bookings|webhooks)\//i.test(ctx.request.url())) return true
  const names = ctx.route ? [ctx.route.name] : [...namesByMethod(ctx).values()]
  return names.length > 0 && names.every((name) => /^(api|webhooks)\./.test(name ?? ''))
}
