import type { HttpContext } from '@adonisjs/core/http'
import { emptyForm, type Form } from '#validators/form'

/** Pressing the suggested address fills it in and sends nothing. */
export function withAddressMeant({ request }: HttpContext, { values }: Form): Form | null {
  const { instead } = request.body()
  if (typeof instead !== 'string') return null
  return emptyForm({ ...values, client_email: instead.slice(0, 254) })
}
