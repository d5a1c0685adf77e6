import type { HttpContext } from '@adonisjs/core/http'
import ChangeWebhook from '#actions/webhooks/change_webhook'
import CreateWebhook, { type WebhookDetails } from '#actions/webhooks/create_webhook'
import { besideStored } from '#controllers/owner/newer_form'
import {
  findWebhook,
  renderSecret,
  renderWebhook,
  renderWebhookForm,
  toWebhook,
} from '#controllers/owner/webhooks/find_webhook'
import { MOST_ENDPOINTS } from '#models/webhooks/webhook_endpoint'
import { typedWebhook, webhooksPage, webhookVersion } from '#pages/owner/webhooks/webhook_page'
import { mayPostTo } from '#services/webhook_post'
import { emptyForm, type Form, submittedVersion, validateForm } from '#validators/form'
import { pageQuery, validQuery } from '#validators/owner_query'
import { chosenEvents, LONGEST_ADDRESS, webhookValidator } from '#validators/webhooks/webhook'

/** Systems of the business that are told what happens. */
export default class WebhooksController {
  async index({ business, view }: HttpContext) {
    return view.render('pages/owner/webhooks/webhooks', await webhooksPage(business))
  }

  create(ctx: HttpContext) {
    return renderWebhookForm(ctx, null, emptyForm({ which: 'all' }))
  }

  async store(ctx: HttpContext) {
    const { business, by, i18n } = ctx
    const { form, details } = await this.read(ctx)
    if (!details) return renderWebhookForm(ctx, null, form, { status: 422 })
    const created = await new CreateWebhook().handle({ businessId: business.id, details, by })
    if (typeof created !== 'string') return renderSecret(ctx, created, true)
    form.errors.url = i18n.t(`owner.webhooks.problem.${created}`, { most: MOST_ENDPOINTS })
    return renderWebhookForm(ctx, null, form, { status: 422 })
  }

  async show(ctx: HttpContext) {
    const endpoint = await findWebhook(ctx)
    return renderWebhook(ctx, endpoint, await validQuery(pageQuery, ctx))
  }

  async edit(ctx: HttpContext) {
    const endpoint = await findWebhook(ctx)
    const version = webhookVersion(endpoint)
    return renderWebhookForm(ctx, endpoint, emptyForm({ ...typedWebhook(endpoint), version }))
  }

  async update(ctx: HttpContext) {
    const { business, by, request, i18n } = ctx
    const endpoint = await findWebhook(ctx)
    const { form, details } = await this.read(ctx)
    if (!details) return renderWebhookForm(ctx, endpoint, form, { status: 422 })
    const outcome = await new ChangeWebhook().handle({
      ...{ businessId: business.id, endpointId: endpoint.id, details, by },
      version: submittedVersion(request.body()),
    })
    if (outcome === 'stale') return this.showBesideStored(ctx, form)
    if (outcome === 'saved') return toWebhook(ctx, endpoint, 'saved')
    form.errors.url = i18n.t(`owner.webhooks.problem.${outcome}`)
    return renderWebhookForm(ctx, endpoint, form, { status: 422 })
  }

  private async read(ctx: HttpContext): Promise<{ form: Form; details: WebhookDetails | null }> {
    const { request, i18n } = ctx
    const body = request.body()
    const checked = await validateForm(webhookValidator, body, ctx, 'owner.validator')
    const { form } = checked
    if (!checked.ok) return { form, details: null }

    const { url: typed, description = null, which } = checked.data
    const url = URL.canParse(typed) ? new URL(typed) : null
    const events = which === 'all' ? null : chosenEvents(body)
    if (url) url.hash = ''
    const isTooLong = (url?.href.length ?? 0) > LONGEST_ADDRESS
    if (!url || isTooLong || !mayPostTo(url))
      form.errors.url = i18n.t('owner.webhooks.problem.address')
    if (events?.length === 0) form.errors.which = i18n.t('owner.webhooks.problem.no_event')
    if (!url || Object.keys(form.errors).length > 0) return { form, details: null }
    return { form, details: { url: url.href, description, events } }
  }

  private async showBesideStored(ctx: HttpContext, form: Form) {
    const endpoint = await findWebhook(ctx)
    const beside = await besideStored(ctx, form, {
      values: typedWebhook(endpoint),
      version: webhookVersion(endpoint),
      subject: {
        ...{ type: 'webhook_endpoint', id: endpoint.id },
        actions: ['webhook.created', 'webhook.updated'],
      },
    })
    return renderWebhookForm(ctx, endpoint, beside, { status: 409 })
  }
}
