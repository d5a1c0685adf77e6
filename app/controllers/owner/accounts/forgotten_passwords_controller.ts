import type { HttpContext } from '@adonisjs/core/http'
import RequestPasswordReset from '#actions/accounts/request_password_reset'
import { askToWait } from '#controllers/ask_to_wait'
import { resetsPerAccount, resetsPerAddress, consumeLimit } from '#start/limiter'
import { forgottenPasswordValidator } from '#validators/accounts/account'
import { emptyForm, type Form, validateForm } from '#validators/form'

export default class ForgottenPasswordsController {
  create(ctx: HttpContext) {
    return this.show(ctx, emptyForm())
  }

  async store(ctx: HttpContext) {
    const { request, i18n } = ctx
    const checked = await validateForm(
      forgottenPasswordValidator,
      request.body(),
      ctx,
      'owner.validator'
    )
    if (!checked.ok) return this.show(ctx, checked.form, { status: 422 })

    const { email } = checked.data
    const wait =
      (await consumeLimit(resetsPerAddress, request.ip())) ??
      (await consumeLimit(resetsPerAccount, email))
    if (wait !== null) {
      checked.form.errors.email = i18n.t('owner.accounts.sign_in.too_many', {
        wait: askToWait(ctx, wait),
      })
      return this.show(ctx, checked.form, { status: 429 })
    }
    await new RequestPasswordReset().handle({ email, requestId: request.id() ?? null })
    return this.show(ctx, checked.form, { isSent: true })
  }

  private show({ view, response }: HttpContext, form: Form, { status = 200, isSent = false } = {}) {
    response.status(status)
    return view.render('pages/owner/accounts/forgotten_password', { form, isSent })
  }
}
