import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import { DateTime } from 'luxon'
import type Notification from '#models/notifications/notification'
import type WebhookEndpoint from '#models/webhooks/webhook_endpoint'
import { PAUSE_REASONS } from '#models/webhooks/webhook_endpoint'
import { WEBHOOK_EVENTS } from '#models/webhooks/webhook_event'
import type { WebhookSent } from '#queries/webhooks/webhook_log'
import {
  inUtc,
  inUtcOrNull,
  momentOrNull,
  momentShape,
  truthShape,
  wholeShape,
} from '#shapes/schema'

const fields = () => ({
  id: wholeShape(),
  url: vine.string(),
  description: vine.string().nullable(),
  events: vine.array(vine.enum(WEBHOOK_EVENTS)).nullable(),
  is_paused: truthShape(),
  paused_because: vine.enum(PAUSE_REASONS).nullable(),
  paused_at: momentOrNull(),
  failing_since: momentOrNull(),
  former_secret_until: momentOrNull(),
  created_at: momentShape(),
  updated_at: momentShape(),
})

/** A system of the business that is told what happens; of all events where it names none. */
export const webhookShape = vine.create(fields())

/** With its secret, which is shown this once. */
export const newWebhookShape = vine.create({ ...fields(), secret: vine.string() })

export function presentWebhook(endpoint: WebhookEndpoint): Infer<typeof webhookShape> {
  const { events } = endpoint
  return {
    id: endpoint.id,
    url: endpoint.url,
    description: endpoint.description,
    events: events && WEBHOOK_EVENTS.filter((event) => events.includes(event)),
    is_paused: endpoint.isPaused,
    paused_because: endpoint.pausedBecause,
    paused_at: inUtcOrNull(endpoint.pausedAt),
    failing_since: inUtcOrNull(endpoint.failingSince),
    former_secret_until: inUtcOrNull(endpoint.formerSecretUntil),
    created_at: inUtc(endpoint.createdAt),
    updated_at: inUtc(endpoint.updatedAt),
  }
}

const DELIVERY_STATES = ['queued', 'sent', 'failed', 'bounced', 'dropped'] as const

const deliveryFields = () => ({
  id: wholeShape(),
  webhook_id: wholeShape(),
  message_id: vine.string(),
  event: vine.string(),
  status: vine.enum(DELIVERY_STATES),
  attempts: wholeShape(),
  next_attempt_at: momentOrNull(),
  sent_at: momentOrNull(),
  created_at: momentShape(),
})

/** One event for one endpoint. */
export const webhookDeliveryShape = vine.create(deliveryFields())

/** With what was sent, and how it was answered each time, the latest first. */
export const webhookDeliveryRecordShape = vine.create({
  ...deliveryFields(),
  body: vine.string(),
  tries: vine.array(
    vine.object({
      sent_at: momentShape(),
      took_ms: vine.number(),
      status: wholeShape().nullable(),
      problem: vine.string().nullable(),
      answer: vine.string().nullable(),
    })
  ),
})

/** Needs its event in the query, as `webhookLog` has it. */
export function presentDelivery(delivery: Notification): Infer<typeof webhookDeliveryShape> {
  return {
    id: delivery.id,
    webhook_id: Number(delivery.webhookEndpointId),
    message_id: delivery.messageId ?? '',
    event: String(delivery.$extras.webhook_event),
    status: delivery.status,
    attempts: delivery.attempts,
    next_attempt_at: delivery.status === 'queued' ? inUtc(delivery.nextAttemptAt) : null,
    sent_at: inUtcOrNull(delivery.sentAt),
    created_at: inUtc(delivery.createdAt),
  }
}

export function presentDeliveryRecord(
  delivery: Notification,
  { body, attempts }: WebhookSent
): Infer<typeof webhookDeliveryRecordShape> {
  const tries = attempts.map(({ sentAt, tookMs, status, problem, answer }) => ({
    sent_at: inUtc(DateTime.fromJSDate(sentAt)),
    ...{ took_ms: tookMs, status, problem, answer },
  }))
  return { ...presentDelivery(delivery), body, tries }
}
