import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#exceptions/refusal'
import type WebhookEndpoint from '#models/webhooks/webhook_endpoint'
import { findWebhookEndpoint } from '#queries/webhooks/webhook_list'
import { mayPostTo } from '#services/webhook_post'
import { LONGEST_ADDRESS } from '#validators/webhooks/webhook'

/** For whoever sets up the business, to read too: it goes by what clients told. */
export async function webhookAsked(ctx: HttpContext): Promise<WebhookEndpoint> {
  const { bouncer, business, params } = ctx
  const endpoint = await findWebhookEndpoint(business.id, params.id)
  await bouncer.with('SettingsPolicy').authorize('edit')
  return endpoint
}

/** On the internet, and by TLS. */
export function addressAsked({ i18n }: HttpContext, typed: string): string {
  const url = URL.canParse(typed) ? new URL(typed) : null
  if (url) url.hash = ''
  if (url && url.href.length <= LONGEST_ADDRESS && mayPostTo(url)) return url.href
  throw Refusal.ofField('url', 'invalid', i18n.t('api.webhook_address'))
}
