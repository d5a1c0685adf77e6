import vine from '@vinejs/vine'
import { WEBHOOK_EVENTS, type WebhookEvent } from '#models/webhooks/webhook_event'
import { line } from '#validators/rules'

export const LONGEST_ADDRESS = 2000

export const webhookValidator = vine.create({
  url: line(LONGEST_ADDRESS),
  description: line(200).optional(),
  which: vine.enum(['all', 'some']),
})

/** The field that chooses it. */
export function eventField(event: WebhookEvent): string {
  return `event_${event.replace('.', '_')}`
}

export function chosenEvents(body: Record<string, unknown>): WebhookEvent[] {
  return WEBHOOK_EVENTS.filter((event) => body[eventField(event)] !== undefined)
}
