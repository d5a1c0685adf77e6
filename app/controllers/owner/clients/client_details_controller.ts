import type { HttpContext } from '@adonisjs/core/http'
import CorrectClient from '#actions/clients/correct_client'
import { besideStored } from '#controllers/owner/newer_form'
import { Refusal } from '#exceptions/refusal'
import { localeChoices } from '#formats/words/choices'
import type Client from '#models/clients/client'
import { versionOf } from '#models/version'
import { addressOf } from '#pages/address_of'
import { findRecord } from '#queries/clients/find_client'
import { clientValidator, namedClientValidator } from '#validators/clients/client_form'
import { emptyForm, type Form, submittedVersion, validateForm } from '#validators/form'

interface Page {
  form: Form
  status?: 200 | 409 | 422
}

export default class ClientDetailsController {
  async edit(ctx: HttpContext) {
    const client = await findRecord(ctx.business, ctx.params.id)
    return this.show(ctx, client, { form: emptyForm(typed(client)) })
  }

  async update(ctx: HttpContext) {
    const { business, by, i18n, request, response, session } = ctx
    const client = await findRecord(business, ctx.params.id)
    const validator = client.isByName ? namedClientValidator : clientValidator
    const checked = await validateForm(validator, request.body(), ctx, 'owner.validator')
    const { form } = checked
    if (!checked.ok) return this.show(ctx, client, { form, status: 422 })

    const { email = null, phone = null, notes = null, ...rest } = checked.data
    const corrected = await new CorrectClient().handle({
      ...{ businessId: business.id, clientId: client.id, by },
      details: { ...rest, email, phone, notes },
      version: submittedVersion(request.body()),
    })
    switch (corrected.outcome) {
      case 'corrected':
        session.flash('done', i18n.t('owner.clients.edit.saved', { name: corrected.client.name }))
        return response.redirect().status(303).toPath(pageOf(client))
      case 'stale': {
        const { version, ...values } = typed(corrected.client)
        const subject = { type: 'client', id: client.id, actions: ['client.corrected'] }
        const newer = await besideStored(ctx, form, { values, version, subject })
        return this.show(ctx, corrected.client, { form: newer, status: 409 })
      }
      case 'taken': {
        const { other } = corrected
        const field = other.emailKey === null ? 'phone' : 'email'
        form.errors[field] = i18n.t(`owner.clients.edit.taken.${field}`, { name: other.name })
        return this.show(ctx, client, { form, status: 422 })
      }
      case 'not_found':
        throw new Refusal(404, 'not_found')
    }
  }

  private show(
    { response, view, i18n }: HttpContext,
    client: Client,
    { status = 200, ...page }: Page
  ) {
    response.status(status)
    const locales = localeChoices(i18n.locale, client.locale)
    return view.render('pages/owner/clients/client_details', { client, locales, ...page })
  }
}

function typed(client: Client) {
  const { name, email, phone, locale, notes } = client.details
  const version = versionOf(client.details)
  return { name, locale, email: email ?? '', phone: phone ?? '', notes: notes ?? '', version }
}

function pageOf({ id }: Client): string {
  return addressOf('owner.clients.show', { id })
}
