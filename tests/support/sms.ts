import type { DateTime } from 'luxon'
import DeliverNotification from '#actions/notifications/deliver_notification'
import Notification from '#models/notifications/notification'
import type { Sender } from '#outbox'
import type { SendText, Text } from '#services/sms/sms'
import { CLIENT, post, type ShopOptions, takeBooking } from '#tests/support/outbox'

export const NUMBER = '+351912345678'

/** Agreed to be texted, with or without an address beside the number. */
export const TEXTED = { ...CLIENT, email: null, agreesToTexts: true }
export const TEXTED_AND_MAILED = { ...CLIENT, agreesToTexts: true }

interface Options extends ShopOptions {
  client?: typeof TEXTED | typeof TEXTED_AND_MAILED
  startsAt?: DateTime
}

/** A booking at a business that sends texts, by a client who agreed to them. */
export function takeTexted({ client = TEXTED, startsAt, ...options }: Options = {}) {
  const settings = { sendsTexts: true, reminderMinutes: [1440, 60], ...options.settings }
  return takeBooking({ ...options, settings }, { client, startsAt })
}

/** Keeps what it is given to send, or does what it is told. */
export function telephone(send: SendText = async () => 'SM-kept') {
  const texts: Text[] = []
  const sender: Sender = {
    ...post(),
    async sendText(text) {
      texts.push(text)
      return send(text)
    },
  }
  return { sender, texts }
}

/** What is told to the client, as type and channel. */
export async function toldToClient() {
  const rows = await Notification.query()
    .whereNull('user_id')
    .whereIn('channel', ['mail', 'sms'])
    .whereNot('status', 'dropped')
    .orderBy('id')
  return rows
    .map(({ type, channel, offsetMinutes }) =>
      [type, channel, offsetMinutes].filter((part) => part !== null).join(' ')
    )
    .toSorted()
}

export function owedText(type: string) {
  return Notification.query().where({ type, channel: 'sms' }).orderBy('id', 'desc').firstOrFail()
}

/** Delivers as if the database's clock were so far ahead. */
export function deliverText(text: Notification, sender: Sender, aheadMs = 0) {
  return new DeliverNotification(sender, aheadMs).handle({ notificationId: text.id })
}
