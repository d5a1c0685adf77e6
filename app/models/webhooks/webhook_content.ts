import type WebhookEndpoint from '#models/webhooks/webhook_endpoint'

/** What its form was made from. */
export function webhookContent({ url, description, events }: WebhookEndpoint) {
  return { url, description, events }
}
