import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import type { CreateWebhookOutcome } from '#actions/webhooks/create_webhook'
import { seeOther } from '#controllers/see_other'
import type WebhookEndpoint from '#models/webhooks/webhook_endpoint'
import { webhookFormPage, webhookPage } from '#pages/owner/webhooks/webhook_page'
import { findWebhookEndpoint } from '#queries/webhooks/webhook_list'
import type { Form } from '#validators/form'

export function findWebhook({ business, params }: HttpContext): Promise<WebhookEndpoint> {
  return findWebhookEndpoint(business.id, params.id)
}

/** Null for a new one. */
export function renderWebhookForm(
  { response, view }: HttpContext,
  endpoint: WebhookEndpoint | null,
  form: Form,
  { status = 200, isStale = false }: { status?: number; isStale?: boolean } = {}
) {
  response.status(status)
  const page = webhookFormPage(endpoint, DateTime.utc())
  return view.render('pages/owner/webhooks/webhook_form', { ...page, form, isStale })
}

/** The only page that ever shows it. */
export function renderSecret(
  { response, view }: HttpContext,
  { endpoint, secret }: Exclude<CreateWebhookOutcome, string>,
  isNew: boolean
) {
  response.header('cache-control', 'no-store')
  return view.render('pages/owner/webhooks/webhook_secret', { endpoint, secret, isNew })
}

export async function renderWebhook(
  { business, response, view }: HttpContext,
  endpoint: WebhookEndpoint,
  { page = 1, status = 200 }: { page?: number; status?: number } = {}
) {
  response.status(status)
  const now = DateTime.now().setZone(business.timeZone)
  return view.render(
    'pages/owner/webhooks/webhook',
    await webhookPage(business, { endpoint, page }, now)
  )
}

export function toWebhook(
  { response, session, i18n }: HttpContext,
  { id }: Pick<WebhookEndpoint, 'id'>,
  done: 'saved' | 'paused' | 'resumed' | 'tested' | 'sent_again'
) {
  session.flash('done', i18n.t(`owner.webhooks.${done}`))
  return seeOther(response, 'owner.webhooks.show', { id })
}
