import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#exceptions/refusal'

/** `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): a quoted string, or bare. */
export function idempotencyKey({ request, i18n }: HttpContext): string | null {
  const header = request.headers()['idempotency-key']
  if (header === undefined) return null
  const key = String(header)
    .trim()
    .replace(/^"(.*)"$/, '$1')
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key
  throw new Refusal(422, 'idempotency_key_invalid', i18n.t('api.key_invalid'))
}
