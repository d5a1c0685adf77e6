import type { BaseMail } from '@adonisjs/mail'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import PlaceBooking from '#actions/bookings/place_booking'
import DeliverNotification from '#actions/notifications/deliver_notification'
import type { MessageType } from '#messages'
import type { ClientDetails } from '#models/bookings/client_details'
import { byClient } from '#models/by'
import type { Delivery, Sender } from '#outbox'
import { openShop } from '#database/factories/business'
import Notification from '#models/notifications/notification'

export const CLIENT = {
  name: 'Ines Canaryname',
  email: 'ines.canary@client.example',
  phone: '+351 912 345 678',
  notes: 'canary-notes',
  timeZone: 'Europe/Lisbon',
  locale: 'en-GB',
}

export type ShopOptions = NonNullable<Parameters<typeof openShop>[0]>

interface Taken {
  client?: ClientDetails
  startsAt?: DateTime
  requestId?: string
}

/** A booking taken by the action itself, with the messages that it owes. */
export async function takeBooking(
  options: ShopOptions = {},
  { client = CLIENT, startsAt, requestId = 'the-request' }: Taken = {}
) {
  const shop = await openShop(options)
  const placed = await new PlaceBooking().handle({
    businessId: shop.business.id,
    serviceId: shop.service.id,
    startsAt: (startsAt ?? DateTime.utc().plus({ days: 3 }).startOf('hour')).toMillis(),
    hostId: null,
    client,
    idempotencyKey: null,
    by: byClient(requestId),
  })
  if (!('booking' in placed)) throw new Error(`Not booked but ${placed.outcome}`)
  return { shop, booking: placed.booking }
}

/** The mail of that type owed to the client, or to the business. */
export function owedMail(type: MessageType, reader: 'client' | 'staff') {
  return Notification.query()
    .where({ type, channel: 'mail' })
    .if(
      reader === 'client',
      (query) => query.whereNull('user_id'),
      (query) => query.whereNotNull('user_id')
    )
    .firstOrFail()
}

/** Puts a mail's times as if so many seconds had gone by. */
export async function letPass(notification: Notification, seconds: number) {
  await db.rawQuery(
    `update notifications set
       next_attempt_at = next_attempt_at - make_interval(secs => :seconds),
       leased_until = leased_until - make_interval(secs => :seconds)
     where id = :id`,
    { id: notification.id, seconds }
  )
}

/** A transport that keeps what it is given, or does what it is told. */
export function post(send: () => Promise<string> = async () => 'kept', withinMs = 5_000) {
  const messageIds: string[] = []
  const bench: Sender = {
    withinMs,
    async send(mail: BaseMail) {
      await mail.buildWithContents()
      messageIds.push(String(mail.message.toObject().message.messageId))
      return send()
    },
  }
  return { ...bench, messageIds }
}

/** Hands over every mail that is owed and due, in the order in which they were owed. */
export async function deliverAll(transport: Sender = post()): Promise<Delivery[]> {
  const owed = await Notification.query()
    .where({ channel: 'mail', status: 'queued' })
    .whereRaw('next_attempt_at <= clock_timestamp()')
    .orderBy('id')
  const deliveries: Delivery[] = []
  for (const { id: notificationId } of owed) {
    deliveries.push(await new DeliverNotification(transport).handle({ notificationId }))
  }
  return deliveries
}
