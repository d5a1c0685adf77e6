import type { HttpContext } from '@adonisjs/core/http'
import ConfirmSecondStep from '#actions/accounts/confirm_second_step'
import EndSecondStep from '#actions/accounts/end_second_step'
import RenewRecoveryCodes from '#actions/accounts/renew_recovery_codes'
import StartSecondStep from '#actions/accounts/start_second_step'
import { askToWait } from '#controllers/ask_to_wait'
import { renderSecondStep } from '#controllers/owner/accounts/second_step_page'
import { seeOther } from '#controllers/see_other'
import { forgetSignInTries, takeSignInTry } from '#models/accounts/sign_in_tries'
import { keyedHash } from '#models/tokens/keyed_hash'
import { confirmingPasswordValidator, signInCodeValidator } from '#validators/accounts/account'
import { type Form, validateForm } from '#validators/form'

type WithPassword = (userId: number, password: string) => Promise<unknown>

export default class SecondStepsController {
  show(ctx: HttpContext) {
    return renderSecondStep(ctx)
  }

  store(ctx: HttpContext) {
    return this.withPassword(ctx, async (userId, password) => {
      const outcome = await new StartSecondStep().handle({ userId, password })
      return outcome === 'wrong_password' ? outcome : this.toPage(ctx)
    })
  }

  async confirm(ctx: HttpContext) {
    const { auth, request, i18n } = ctx
    const checked = await validateForm(signInCodeValidator, request.body(), ctx, 'owner.validator')
    if (!checked.ok) return renderSecondStep(ctx, { form: checked.form, status: 422 })
    const guard = auth.use('web')
    const user = guard.getUserOrFail()
    const code = checked.data.code.replaceAll(/\s/g, '')
    const outcome = await new ConfirmSecondStep().handle({
      ...{ userId: user.id, code, now: Date.now() },
      requestId: ctx.by.requestId,
    })
    if (outcome === 'not_started') return this.toPage(ctx)
    if (outcome === 'wrong_code') {
      const form = { values: {}, errors: { code: i18n.t('owner.accounts.two_step.wrong_code') } }
      return renderSecondStep(ctx, { form, status: 422 })
    }
    await guard.login(user)
    return renderSecondStep(ctx, { recoveryCodes: outcome.recoveryCodes })
  }

  renew(ctx: HttpContext) {
    const { requestId } = ctx.by
    return this.withPassword(ctx, async (userId, password) => {
      const outcome = await new RenewRecoveryCodes().handle({ userId, password, requestId })
      if (outcome === 'wrong_password') return outcome
      return outcome === 'off' ? this.toPage(ctx) : renderSecondStep(ctx, outcome)
    })
  }

  destroy(ctx: HttpContext) {
    const { requestId } = ctx.by
    return this.withPassword(ctx, async (userId, password) => {
      const outcome = await new EndSecondStep().handle({ userId, password, requestId })
      if (outcome === 'wrong_password') return outcome
      ctx.session.flash('done', ctx.i18n.t('owner.accounts.two_step.ended'))
      return this.toPage(ctx)
    })
  }

  /** Whoever finds an open browser must not change how its owner signs in. */
  private async withPassword(ctx: HttpContext, act: WithPassword) {
    const { auth, request, i18n } = ctx
    const body = request.body()
    const checked = await validateForm(confirmingPasswordValidator, body, ctx, 'owner.validator')
    if (!checked.ok) return renderSecondStep(ctx, { form: checked.form, status: 422 })
    const { id } = auth.use('web').getUserOrFail()
    const tries = keyedHash('tries', 'password', String(id))
    const wait = await takeSignInTry(tries)
    if (wait !== null) {
      const message = i18n.t('owner.accounts.sign_in.too_many', { wait: askToWait(ctx, wait) })
      return renderSecondStep(ctx, { form: refused(message), status: 429 })
    }
    const answer = await act(id, checked.data.current_password)
    if (answer === 'wrong_password') {
      const form = refused(i18n.t('owner.accounts.password.wrong'))
      return renderSecondStep(ctx, { form, status: 422 })
    }
    await forgetSignInTries(tries)
    return answer
  }

  private toPage({ response }: HttpContext) {
    return seeOther(response, 'owner.second_steps.show')
  }
}

function refused(sentence: string): Form {
  return { values: {}, errors: { current_password: sentence } }
}
