import config from '#config/bodyparser'
import BodyParser from '@adonisjs/core/bodyparser_middleware'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Refusal } from '#exceptions/refusal'

/** A signature covers the bytes, so these routes read their own body. */
const READ_AS_BYTES = new Set([
  ...['/webhooks/sendgrid', '/api/webhooks/calcom'],
  ...['/webhooks/twilio/messages', '/webhooks/twilio/statuses'],
  '/webhooks/calendars/:channel',
])

/** Files larger than forms may be. */
const LARGE = new Map([
  ['/admin/clients/imports', '5mb'],
  ['/admin/bookings/imports', '5mb'],
])

/** Pictures come in base64, which takes a third more than the file. */
const PICTURES = new Set([
  ...['/api/v1/business/logo', '/api/v1/business/cover'],
  ...['/api/v1/hosts/:id/photo', '/api/v1/services/:id/photo'],
])

export default class BodyMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    const { pattern = '', name = '' } = ctx.route ?? {}
    return READ_AS_BYTES.has(pattern) || isOfApi(name) ? next() : parseBody(ctx, next)
  }
}

/** By the name of its route; such routes read their body further on: `jsonBody`. */
const isOfApi = (name: string) => name.startsWith('api.')

/** Of programs without a key; the portal's is for its own session, which no other site may use. */
export function isOfClientsApi(name: string): boolean {
  return /^api\.(?!v1\.|keyed\.|portal\.)/.test(name)
}

export async function parseBody(ctx: HttpContext, next: NextFn) {
  const { pattern = '', name = '' } = ctx.route ?? {}
  if (isOfApi(name)) refuseOtherThanJson(ctx)
  const limit = LARGE.get(pattern)
  if (limit) return parserWith({ multipart: { ...config.multipart, limit } }).handle(ctx, next)
  if (PICTURES.has(pattern)) {
    return parserWith({ json: { ...config.json, limit: '15mb' } }).handle(ctx, next)
  }
  const parser = await ctx.containerResolver.make(BodyParser)
  return parser.handle(ctx, next)
}

const parserWith = (own: Partial<typeof config>) => new BodyParser({ ...config, ...own })

/** Read as something else, or not at all, it would be refused for fields that were sent. */
function refuseOtherThanJson({ request }: HttpContext): void {
  const isEmpty = !request.hasBody() || request.header('content-length') === '0'
  if (!isEmpty && !request.is(['json'])) throw new Refusal(415, 'unsupported_type')
}
