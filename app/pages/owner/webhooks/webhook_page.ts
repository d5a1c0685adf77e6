import type { DateTime } from 'luxon'
import webhooks from '#config/webhooks'
import type Business from '#models/settings/business'
import { webhookContent } from '#models/webhooks/webhook_content'
import type WebhookEndpoint from '#models/webhooks/webhook_endpoint'
import { MOST_ENDPOINTS } from '#models/webhooks/webhook_endpoint'
import { WEBHOOK_EVENTS } from '#models/webhooks/webhook_event'
import { versionOf } from '#models/version'
import { nearestPage } from '#queries/nearest_page'
import { webhookLog, webhookSent } from '#queries/webhooks/webhook_log'
import { webhookList } from '#queries/webhooks/webhook_list'
import type Notification from '#models/notifications/notification'
import { eventField } from '#validators/webhooks/webhook'

const PAGE_SIZE = 25

/** By what they are about: "booking" first. */
const GROUPS = [...Map.groupBy(WEBHOOK_EVENTS, (event) => event.split('.')[0])].map(
  ([about, events]) => ({
    about,
    events: events.map((name) => ({ name, field: eventField(name) })),
  })
)

export async function webhooksPage({ id }: Business) {
  const endpoints = await webhookList(id)
  return { endpoints, most: MOST_ENDPOINTS, mayAdd: endpoints.length < MOST_ENDPOINTS }
}

export function webhookFormPage(endpoint: WebhookEndpoint | null, now: DateTime) {
  return {
    endpoint,
    groups: GROUPS,
    secretVersion: endpoint && versionOf(endpoint.secret),
    formerUntil: endpoint?.hasFormerSecretAt(now) ? endpoint.formerSecretUntil : null,
  }
}

export async function webhookPage(
  business: Business,
  { endpoint, page }: { endpoint: WebhookEndpoint; page: number },
  now: DateTime
) {
  const list = webhookLog(business.id).where('webhookEndpointId', endpoint.id)
  const deliveries = await nearestPage(list, page, PAGE_SIZE)
  return { endpoint, deliveries, days: webhooks.keptDays, now }
}

export async function webhookDeliveryPage(
  { delivery, endpoint }: { delivery: Notification; endpoint: WebhookEndpoint },
  now: DateTime
) {
  const { event, body, attempts } = await webhookSent(delivery.id)
  const shown = JSON.stringify(JSON.parse(body), null, 2)
  return { delivery, endpoint, event, body: shown, attempts, now }
}

/** As its form has it. */
export function typedWebhook(endpoint: WebhookEndpoint): Record<string, string> {
  const { url, description, events } = endpoint
  const chosen = (events ?? []).map((event) => [eventField(event), 'on'])
  return {
    ...{ url, description: description ?? '', which: events === null ? 'all' : 'some' },
    ...Object.fromEntries(chosen),
  }
}

export function webhookVersion(endpoint: WebhookEndpoint): string {
  return versionOf(webhookContent(endpoint))
}
