import type { HttpContext } from '@adonisjs/core/http'
import { emptyForm, type Form } from '#validators/form'

/** The form with the address that was meant, where that was pressed in place of sending it. */
export function withAddressMeant({ request }: HttpContext, { values }: Form): Form | null {
  const { instead } = request.body()
  if (typeof instead !== 'string') return null
  return emptyForm({ ...values, client_email: instead.slice(0, 254) })
}
