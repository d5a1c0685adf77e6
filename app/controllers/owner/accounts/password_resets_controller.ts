import type { HttpContext } from '@adonisjs/core/http'
import ResetPassword from '#actions/accounts/reset_password'
import { forgetSignInTries } from '#models/accounts/sign_in_tries'
import { letIn } from '#controllers/owner/accounts/let_in'
import { keyedHash } from '#models/tokens/keyed_hash'
import { addressOf } from '#pages/address_of'
import { isResetOpen } from '#queries/accounts/password_reset'
import { newPasswordValidator } from '#validators/accounts/account'
import { emptyForm, type Form, validateForm } from '#validators/form'

export default class PasswordResetsController {
  async show(ctx: HttpContext) {
    const isOpen = await isResetOpen(ctx.params.token)
    return this.render(ctx, emptyForm(), { isOpen, status: isOpen ? 200 : 404 })
  }

  async store(ctx: HttpContext) {
    const { params, request, session, i18n } = ctx
    const checked = await validateForm(newPasswordValidator, request.body(), ctx, 'owner.validator')
    if (!checked.ok) {
      return this.render(ctx, checked.form, {
        isOpen: await isResetOpen(params.token),
        status: 422,
      })
    }
    const { password } = checked.data
    const user = await new ResetPassword().handle({
      token: params.token,
      password,
      requestId: request.id() ?? null,
    })
    if (!user) return this.render(ctx, checked.form, { isOpen: false, status: 409 })

    const account = keyedHash('account', user.email)
    await forgetSignInTries(account)
    session.flash('done', i18n.t('owner.accounts.password.changed'))
    return letIn(ctx, user, addressOf('owner.days.show'))
  }

  private render(
    { view, response, request }: HttpContext,
    form: Form,
    { isOpen, status }: { isOpen: boolean; status: number }
  ) {
    response.status(status)
    return view.render('pages/owner/accounts/password_reset', {
      form,
      isOpen,
      action: request.url(),
    })
  }
}
