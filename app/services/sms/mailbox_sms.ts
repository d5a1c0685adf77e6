import db from '@adonisjs/lucid/services/db'
import type { Text } from '#services/sms/sms'

/** Keeps texts in the database instead of sending them; /dev/mails shows them. */
export async function keepText({ to, body, businessId }: Text): Promise<string> {
  const [{ id }] = await db
    .table('mailbox_messages')
    .returning('id')
    .insert({
      channel: 'sms',
      message_id: '',
      sender: 'SMS',
      recipients: to,
      subject: body.slice(0, 255),
      text: body,
      headers: JSON.stringify({ 'X-Bellhop-Business': String(businessId) }),
      attachments: '[]',
    })
  return `mailbox-${id}`
}
