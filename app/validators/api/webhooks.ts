import vine from '@vinejs/vine'
import { WEBHOOK_EVENTS } from '#models/webhooks/webhook_event'
import { paging } from '#validators/api/query'
import { line } from '#validators/rules'
import { LONGEST_ADDRESS } from '#validators/webhooks/webhook'

const details = () => ({
  description: line(200).nullable().optional(),
  events: vine.array(vine.enum(WEBHOOK_EVENTS)).distinct().minLength(1).nullable().optional(),
})

/** Null is of all events, also those that come later. */
export const newWebhookValidator = vine.create({ url: line(LONGEST_ADDRESS), ...details() })

/** What is left out stays as it is. */
export const webhookChangeValidator = vine.create({
  url: line(LONGEST_ADDRESS).optional(),
  ...details(),
})

export const webhookDeliveryQuery = vine.create({
  status: vine.enum(['queued', 'sent', 'failed', 'dropped'] as const).optional(),
  ...paging(),
})
