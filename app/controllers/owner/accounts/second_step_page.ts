import type { HttpContext } from '@adonisjs/core/http'
import { secondStepPage } from '#pages/owner/accounts/second_step_page'
import { emptyForm, type Form } from '#validators/form'

interface Shown {
  form?: Form
  /** New ones, to be seen this once. */
  recoveryCodes?: string[]
  status?: 200 | 422 | 429
}

export async function renderSecondStep(ctx: HttpContext, shown: Shown = {}) {
  const { form = emptyForm(), recoveryCodes = [], status = 200 } = shown
  const page = await secondStepPage(ctx.auth.use('web').getUserOrFail())
  ctx.response.status(status)
  return ctx.view.render('pages/owner/accounts/second_step', { ...page, form, recoveryCodes })
}
