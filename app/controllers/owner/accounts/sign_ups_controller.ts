import type { HttpContext } from '@adonisjs/core/http'
import SignUp from '#actions/accounts/sign_up'
import opening from '#config/opening'
import { askToWait } from '#controllers/ask_to_wait'
import { readerLocale } from '#controllers/reader'
import { seeOther } from '#controllers/see_other'
import { currencyChoices, likelyCurrency, zoneChoices } from '#formats/words/choices'
import { mailboxOf } from '#formats/contacts/mailbox'
import { daysInWords } from '#pages/owner/accounts/days_in_words'
import { signUpsPerAddress, signUpsPerRecipient, consumeLimit } from '#start/limiter'
import { signUpValidator } from '#validators/accounts/account'
import { emptyForm, type Form, validateForm } from '#validators/form'

export default class SignUpsController {
  create(ctx: HttpContext) {
    const form = emptyForm({
      time_zone: 'Europe/London',
      currency: likelyCurrency(localeOf(ctx)),
      duration_minutes: String(opening.slotMinutes),
      location_type: 'in_person',
      shows_email: 'on',
    })
    return this.show(ctx, form)
  }

  async store(ctx: HttpContext) {
    const { request, response, auth, i18n } = ctx
    const checked = await validateForm(signUpValidator, request.body(), ctx, 'owner.validator')
    if (!checked.ok) return this.show(ctx, checked.form, 422)

    const { data } = checked
    const waitHere = await consumeLimit(signUpsPerAddress, request.ip())
    const seconds = waitHere ?? (await consumeLimit(signUpsPerRecipient, mailboxOf(data.email)))
    if (seconds !== null) {
      const { errors } = checked.form
      const wait = askToWait(ctx, seconds)
      if (waitHere !== null)
        errors.business_name = i18n.t('owner.accounts.sign_up.too_many', { wait })
      else errors.email = i18n.t('owner.accounts.sign_up.too_many_for_email', { wait })
      return this.show(ctx, checked.form, 429)
    }

    const { user } = await new SignUp().handle({
      businessName: data.business_name,
      fullName: data.full_name,
      email: data.email,
      showsEmail: data.shows_email !== undefined,
      password: data.password,
      timeZone: data.time_zone,
      locale: localeOf(ctx),
      currency: data.currency,
      service: {
        name: data.service_name,
        durationMinutes: data.duration_minutes,
        price: data.price,
        locationType: data.location_type,
        locationDetails: data.location_details ?? null,
      },
      requestId: request.id() ?? null,
    })
    await auth.use('web').login(user)
    return seeOther(response, 'owner.setups.show')
  }

  private show(ctx: HttpContext, form: Form, status = 200) {
    const { view, response } = ctx
    response.status(status)
    return view.render('pages/owner/accounts/sign_up', {
      opening,
      openDays: daysInWords(opening.weekdays, ctx.i18n),
      form,
      locale: localeOf(ctx),
      isFresh: status === 200,
      zones: zoneChoices(),
      currencies: currencyChoices(ctx.i18n.locale),
    })
  }
}

function localeOf(ctx: HttpContext): string {
  return readerLocale(ctx, { locale: 'en-GB' })
}
