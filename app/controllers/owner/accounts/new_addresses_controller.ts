import type { HttpContext } from '@adonisjs/core/http'
import AskAddressChange from '#actions/accounts/ask_address_change'
import { askToWait } from '#controllers/ask_to_wait'
import { seeOther } from '#controllers/see_other'
import { forgetSignInTries, takeSignInTry } from '#models/accounts/sign_in_tries'
import { keyedHash } from '#models/tokens/keyed_hash'
import AddressChange from '#models/accounts/address_change'
import { newAddressValidator } from '#validators/accounts/account'
import { emptyForm, type Form, validateForm } from '#validators/form'

export default class NewAddressesController {
  show(ctx: HttpContext) {
    return this.render(ctx, emptyForm())
  }

  async store(ctx: HttpContext) {
    const { auth, by, request, response, session, i18n } = ctx
    const checked = await validateForm(newAddressValidator, request.body(), ctx, 'owner.validator')
    if (!checked.ok) return this.render(ctx, checked.form, 422)
    const { form, data } = checked
    const refused = (field: string, sentence: string, status = 422) => {
      form.errors[field] = sentence
      return this.render(ctx, form, status)
    }

    const { id: userId } = auth.use('web').getUserOrFail()
    const tries = keyedHash('tries', 'password', String(userId))
    const wait = await takeSignInTry(tries)
    if (wait !== null) {
      const message = i18n.t('owner.accounts.sign_in.too_many', { wait: askToWait(ctx, wait) })
      return refused('current_password', message, 429)
    }
    const { email, current_password: password } = data
    const { requestId } = by
    const outcome = await new AskAddressChange().handle({ userId, email, password, requestId })
    if (outcome === 'wrong_password') {
      return refused('current_password', i18n.t('owner.accounts.password.wrong'))
    }
    await forgetSignInTries(tries)
    if (outcome === 'same') return refused('email', i18n.t('owner.accounts.new_address.same'))
    if (outcome === 'too_often') {
      return refused('email', i18n.t('owner.accounts.new_address.too_often'), 429)
    }
    session.flash('done', i18n.t('owner.accounts.new_address.asked', { email }))
    return seeOther(response, 'owner.new_addresses.show')
  }

  private async render({ auth, response, view }: HttpContext, form: Form, status = 200) {
    const { id } = auth.use('web').getUserOrFail()
    const waiting = await AddressChange.findOpen(id)
    response.status(status)
    return view.render('pages/owner/accounts/new_address', { form, waiting })
  }
}
