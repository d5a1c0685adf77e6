import type { HttpContext } from '@adonisjs/core/http'
import ChangePassword from '#actions/accounts/change_password'
import { forgetSignInTries, takeSignInTry } from '#models/accounts/sign_in_tries'
import { askToWait } from '#controllers/ask_to_wait'
import { renderAccount } from '#controllers/owner/accounts/account_page'
import { seeOther } from '#controllers/see_other'
import { keyedHash } from '#models/tokens/keyed_hash'
import { changedPasswordValidator } from '#validators/accounts/account'
import { validateForm } from '#validators/form'

export default class PasswordsController {
  async update(ctx: HttpContext) {
    const { auth, request, response, session, i18n } = ctx
    const user = auth.use('web').getUserOrFail()
    const input = { ...request.body(), email: user.email, full_name: user.fullName }
    const checked = await validateForm(changedPasswordValidator, input, ctx, 'owner.validator')
    if (!checked.ok) return renderAccount(ctx, checked.form, 422)

    const userId = user.id
    const { form } = checked
    const tries = keyedHash('tries', 'password', String(userId))
    const wait = await takeSignInTry(tries)
    if (wait !== null) {
      const sentence = i18n.t('owner.accounts.sign_in.too_many', { wait: askToWait(ctx, wait) })
      form.errors.current_password = sentence
      return renderAccount(ctx, form, 429)
    }
    const { current_password: current, password } = checked.data
    const outcome = await new ChangePassword().handle({
      ...{ userId, current, password },
      requestId: ctx.by.requestId,
    })
    if (outcome === 'wrong_password') {
      form.errors.current_password = i18n.t('owner.accounts.password.wrong')
      return renderAccount(ctx, form, 422)
    }
    await forgetSignInTries(tries)
    // With a new token, since somebody else may have copied the old one.
    await auth.use('web').login(user)
    session.flash('done', i18n.t('owner.accounts.password.changed'))
    return seeOther(response, 'owner.accounts.show')
  }
}
