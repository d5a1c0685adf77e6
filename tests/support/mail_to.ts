import DeliverNotification from '#actions/notifications/deliver_notification'
import type { MessageType } from '#messages'
import type { Sender } from '#outbox'
import Notification from '#models/notifications/notification'
import type User from '#models/accounts/user'

/** What that reader is sent of it: the client, where nobody is named. */
export async function mailTo(user: User | null, type: MessageType = 'booking_reassigned') {
  const owed = await Notification.query()
    .where({ type, channel: 'mail' })
    .where((query) => void (user ? query.where('user_id', user.id) : query.whereNull('user_id')))
    .firstOrFail()
  let sent = { subject: '', text: '', calendar: '' }
  const keeping: Sender = {
    withinMs: 5_000,
    async send(message) {
      await message.buildWithContents()
      const { subject, text, icalEvent } = message.message.toObject().message
      sent = {
        subject: String(subject),
        text: String(text),
        calendar: String(icalEvent?.content ?? '').replaceAll('\r\n ', ''),
      }
      return 'kept'
    },
  }
  await new DeliverNotification(keeping).handle({ notificationId: owed.id })
  return sent
}
