import WebhookEndpoint from '#models/webhooks/webhook_endpoint'

export function webhookList(businessId: number): Promise<WebhookEndpoint[]> {
  return WebhookEndpoint.query().where({ businessId }).orderBy('id').exec()
}

export function findWebhookEndpoint(businessId: number, id: number): Promise<WebhookEndpoint> {
  return WebhookEndpoint.query().where({ businessId, id }).firstOrFail()
}
