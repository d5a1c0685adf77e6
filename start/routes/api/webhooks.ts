import {
  newWebhookShape,
  webhookDeliveryRecordShape,
  webhookDeliveryShape,
  webhookShape,
} from '#shapes/webhooks/webhook_record'
import { get, patch, post, remove, V1, type Operation } from '#start/routes/api/operation'
import { nothingSent } from '#validators/api/nothing'
import { pagedQuery } from '#validators/api/query'
import {
  newWebhookValidator,
  webhookChangeValidator,
  webhookDeliveryQuery,
} from '#validators/api/webhooks'

const WebhookDeliveries = () => import('#controllers/api/v1/webhooks/webhook_deliveries_controller')
const Webhooks = () => import('#controllers/api/v1/webhooks/webhooks_controller')

const hook = { one: webhookShape, feature: 'webhooks' } as const
const newHook = { one: newWebhookShape, feature: 'webhooks' } as const

// prettier-ignore
export const webhookOperations: readonly Operation[] = [
  get(`${V1}/webhooks`, [Webhooks, 'index'], 'webhooks:read', { query: pagedQuery, list: webhookShape, feature: 'webhooks' }),
  post(`${V1}/webhooks`, [Webhooks, 'store'], 'webhooks:write', { body: newWebhookValidator, ...newHook, status: 201 }),
  get(`${V1}/webhooks/:id`, [Webhooks, 'show'], 'webhooks:read', hook),
  patch(`${V1}/webhooks/:id`, [Webhooks, 'update'], 'webhooks:write', { body: webhookChangeValidator, ...hook }),
  remove(`${V1}/webhooks/:id`, [Webhooks, 'destroy'], 'webhooks:write', { status: 204, feature: 'webhooks' }),
  post(`${V1}/webhooks/:id/pause`, [Webhooks, 'pause'], 'webhooks:write', { body: nothingSent, ...hook }),
  post(`${V1}/webhooks/:id/resume`, [Webhooks, 'resume'], 'webhooks:write', { body: nothingSent, ...hook }),
  post(`${V1}/webhooks/:id/rotate`, [Webhooks, 'rotate'], 'webhooks:write', { body: nothingSent, ...newHook }),
  post(`${V1}/webhooks/:id/test`, [Webhooks, 'test'], 'webhooks:write', { body: nothingSent, status: 204, feature: 'webhooks' }),
  get(`${V1}/webhooks/:id/deliveries`, [WebhookDeliveries, 'index'], 'webhooks:read', { query: webhookDeliveryQuery, list: webhookDeliveryShape, feature: 'webhooks' }),
  get(`${V1}/webhooks/:id/deliveries/:delivery`, [WebhookDeliveries, 'show'], 'webhooks:read', { one: webhookDeliveryRecordShape, hasVersion: false, feature: 'webhooks' }),
  post(`${V1}/webhooks/:id/deliveries/:delivery/resend`, [WebhookDeliveries, 'store'], 'webhooks:write', { body: nothingSent, one: webhookDeliveryRecordShape, hasVersion: false, feature: 'webhooks' }),
]
