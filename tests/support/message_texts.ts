import MessageText from '#models/notifications/message_text'
import type Business from '#models/settings/business'

/** What that business says in its own words, of its reminders where nothing else is named. */
export function writeText(
  { id: businessId }: Pick<Business, 'id'>,
  text: Partial<MessageText> = {}
): Promise<MessageText> {
  const usual = { type: 'booking_reminder', language: 'en', subject: 'See you, {client}' }
  const parts = { opening: 'We look **forward** to {service}.', closing: null }
  return MessageText.create({ businessId, ...usual, ...parts, ...text })
}
