import type { HttpContext } from '@adonisjs/core/http'
import OpenWeek from '#actions/setup/open_week'
import { besideStored } from '#controllers/owner/newer_form'
import { renderSetup, toNextStop } from '#controllers/owner/setup/setup_page'
import { addressOf } from '#pages/address_of'
import { blankForm, hostsOf } from '#pages/owner/setup/setup_page'
import { weekSentences } from '#validators/availability/week_sentences'
import { type Form, submittedVersion, typedForm } from '#validators/form'
import { checkOpening } from '#validators/setup/opening_week'
import { DateTime } from 'luxon'

export default class OpeningWeeksController {
  async store(ctx: HttpContext) {
    const { business, by, request, setup, i18n } = ctx
    if (!setup) return renderSetup(ctx)
    const form = typedForm(request.body())
    const { hours, errors, fault } = checkOpening(form.values)
    Object.assign(form.errors, weekSentences(errors, i18n))
    if (fault) {
      form.errors[fault === 'no_day' ? 'day' : 'lunch.from'] = i18n.t(`owner.setup.hours.${fault}`)
    }
    if (Object.keys(form.errors).length > 0) {
      return renderSetup(ctx, { stop: 'hours', form, status: 422 })
    }
    const version = submittedVersion(request.body())
    const outcome = await new OpenWeek().handle({ businessId: business.id, hours, version, by })
    return outcome === 'stale' ? this.showBesideStored(ctx, form) : toNextStop(ctx)
  }

  private async showBesideStored(ctx: HttpContext, typed: Form) {
    const hosts = await hostsOf(ctx.business, DateTime.now())
    const { version, ...values } = blankForm('hours', { hosts, services: [] }).values
    const form = await besideStored(ctx, typed, {
      ...{ values, version },
      subject: { type: 'host', id: hosts[0].id, actions: ['weekly_hours.updated', 'host.added'] },
      address: addressOf('owner.setups.show', {}, { query: { stop: 'hours' } }),
    })
    return renderSetup(ctx, { stop: 'hours', form, status: 409 })
  }
}
