import type { HttpContext } from '@adonisjs/core/http'
import { type DeskState, deskQuery } from '#validators/bookings/desk_form'
import { type Form, validateForm } from '#validators/form'

/** What can be read of it, and beside its field what is wrong. */
export async function readDesk(
  query: Record<string, unknown>,
  ctx: HttpContext
): Promise<{ state: DeskState; form: Form }> {
  const checked = await validateForm(deskQuery, query, ctx, 'owner.validator')
  const { form } = checked
  if (checked.ok) return { state: checked.data, form }
  const legible = Object.entries(query).filter(([name]) => !(name in form.errors))
  const state = await deskQuery.validate(Object.fromEntries(legible), { meta: undefined })
  return { state, form }
}
