import type { HttpContext } from '@adonisjs/core/http'
import { accountPage } from '#pages/owner/accounts/account_page'
import { emptyForm, type Form } from '#validators/form'

export async function renderAccount(
  { auth, view, response, i18n }: HttpContext,
  form: Form = emptyForm(),
  status = 200
) {
  const page = await accountPage(auth.use('web').getUserOrFail(), i18n)
  response.status(status)
  return view.render('pages/owner/accounts/account', { ...page, form })
}
