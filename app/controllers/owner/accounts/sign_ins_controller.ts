import type { HttpContext } from '@adonisjs/core/http'
import CheckPassword from '#actions/accounts/check_password'
import EndSignIns from '#actions/accounts/end_sign_ins'
import { forgetSignInTries, takeSignInTry } from '#models/accounts/sign_in_tries'
import { askToWait } from '#controllers/ask_to_wait'
import { knownDevice } from '#controllers/owner/accounts/known_device'
import { letIn } from '#controllers/owner/accounts/let_in'
import { logSignIn } from '#controllers/owner/accounts/sign_in_log'
import { seeOther } from '#controllers/see_other'
import { keyedHash } from '#models/tokens/keyed_hash'
import { addressOf } from '#pages/address_of'
import { signInsPerAddress, consumeLimit } from '#start/limiter'
import { signInValidator } from '#validators/accounts/account'
import { emptyForm, type Form, validateForm } from '#validators/form'
import { localPath } from '#validators/local_path'

export default class SessionsController {
  create(ctx: HttpContext) {
    return this.show(ctx, emptyForm())
  }

  async store(ctx: HttpContext) {
    const { request, i18n } = ctx
    const checked = await validateForm(signInValidator, request.body(), ctx, 'owner.validator')
    if (!checked.ok) return this.show(ctx, checked.form, 422)

    const { email, password } = checked.data
    const account = keyedHash('account', email)
    const device = knownDevice(ctx, account)
    const tries = device ? keyedHash('tries', account, device) : account
    const wait =
      (device ? null : await consumeLimit(signInsPerAddress, request.ip())) ??
      (await takeSignInTry(tries))
    if (wait !== null) {
      logSignIn(ctx, 'delayed', { account })
      checked.form.errors.email = i18n.t('owner.accounts.sign_in.too_many', {
        wait: askToWait(ctx, wait),
      })
      return this.show(ctx, checked.form, 429)
    }

    const { user, tried } = await new CheckPassword().handle({ email, password })
    if (!user) {
      logSignIn(ctx, 'failed', { account, userId: tried?.id })
      checked.form.errors.email = i18n.t('owner.accounts.sign_in.wrong')
      return this.show(ctx, checked.form, 422)
    }
    await forgetSignInTries(tries)
    return letIn(ctx, user, localPath(request.input('to'), addressOf('owner.days.show')))
  }

  async destroy(ctx: HttpContext) {
    const { auth, response } = ctx
    const guard = auth.use('web')
    if (await guard.check()) {
      const { id, signInId } = guard.getUserOrFail()
      await new EndSignIns().handle({ userId: id, only: signInId })
      logSignIn(ctx, 'ended', { userId: id })
    }
    await guard.logout()
    return seeOther(response, 'owner.sign_ins.create')
  }

  private show({ view, request, response }: HttpContext, form: Form, status = 200) {
    const to = localPath(request.input('to'), addressOf('owner.days.show'))
    response.status(status)
    return view.render('pages/owner/accounts/sign_in', { form, to })
  }
}
