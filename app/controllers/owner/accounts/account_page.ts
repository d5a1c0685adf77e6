import type { HttpContext } from '@adonisjs/core/http'
import { readerLocale } from '#controllers/reader'
import User from '#models/accounts/user'
import { versionOf } from '#models/version'
import { accountPage, typedAccount } from '#pages/owner/accounts/account_page'
import { emptyForm, type Form } from '#validators/form'

/** The page holds two forms, whose fields have names of their own. */
export async function renderAccount(
  ctx: HttpContext,
  { values, ...form }: Form = emptyForm(),
  status = 200
) {
  const { auth, business, view, response, i18n } = ctx
  const { id, signInId } = auth.use('web').getUserOrFail()
  const user = await User.findOrFail(id)
  const page = await accountPage(user, { signInId, i18n, locale: readerLocale(ctx, business) })
  const stored = { ...typedAccount(user), version: versionOf({ ...user.details }) }
  response.status(status)
  return view.render('pages/owner/accounts/account', {
    ...page,
    form: { ...form, values: { ...stored, ...values } },
  })
}
