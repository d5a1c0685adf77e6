import type { HttpContext } from '@adonisjs/core/http'
import PassSecondStep from '#actions/accounts/pass_second_step'
import { askToWait } from '#controllers/ask_to_wait'
import { knownDevice } from '#controllers/owner/accounts/known_device'
import { letInAfterCode, waitingUser } from '#controllers/owner/accounts/let_in'
import { logSignIn } from '#controllers/owner/accounts/sign_in_log'
import { seeOther } from '#controllers/see_other'
import { forgetSignInTries, takeSignInTry } from '#models/accounts/sign_in_tries'
import { keyedHash } from '#models/tokens/keyed_hash'
import { signInCodeValidator } from '#validators/accounts/account'
import { emptyForm, type Form, validateForm } from '#validators/form'

export default class SignInCodesController {
  async create(ctx: HttpContext) {
    return (await waitingUser(ctx)) ? this.show(ctx, emptyForm()) : this.startOver(ctx)
  }

  async store(ctx: HttpContext) {
    const { request, i18n } = ctx
    const user = await waitingUser(ctx)
    if (!user) return this.startOver(ctx)
    const checked = await validateForm(signInCodeValidator, request.body(), ctx, 'owner.validator')
    if (!checked.ok) return this.show(ctx, checked.form, 422)

    const { id: userId } = user
    const account = keyedHash('account', user.email)
    // Guesses of whoever got hold of the password do not delay the browsers of its owner.
    const device = knownDevice(ctx, account) ?? ''
    const tries = keyedHash('tries', 'second-step', String(userId), device)
    const wait = await takeSignInTry(tries)
    if (wait !== null) {
      logSignIn(ctx, 'delayed', { account, userId })
      const sentence = i18n.t('owner.accounts.sign_in.too_many', { wait: askToWait(ctx, wait) })
      return this.show(ctx, { values: {}, errors: { code: sentence } }, 429)
    }
    const { code } = checked.data
    if (!(await new PassSecondStep().handle({ userId, code, now: Date.now() }))) {
      logSignIn(ctx, 'failed', { account, userId })
      const sentence = i18n.t('owner.accounts.two_step.wrong_code')
      return this.show(ctx, { values: {}, errors: { code: sentence } }, 422)
    }
    await forgetSignInTries(tries)
    return letInAfterCode(ctx, user)
  }

  private show({ view, response }: HttpContext, form: Form, status = 200) {
    response.status(status)
    return view.render('pages/owner/accounts/sign_in_code', { form })
  }

  private startOver({ response }: HttpContext) {
    return seeOther(response, 'owner.sign_ins.create')
  }
}
