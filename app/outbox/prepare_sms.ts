import db from '@adonisjs/lucid/services/db'
import { type Lease, markTelling } from './delivery_lease.js'
import { type NotSent, whatHolds } from './prepare_mail.js'
import { textFor } from '#messages'
import type Notification from '#models/notifications/notification'
import type { Saying } from '#models/notifications/notification'
import type { Text } from '#services/sms/sms'
import { sql } from '#transactions'

/** An SMS as things stand now, and what it says of its bookings. */
interface Prepared {
  text: Text
  saying: Saying | null
}

/** Asked before every sending: whoever stopped them meanwhile gets no more. */
export async function prepareText(
  notification: Notification,
  lease: Lease
): Promise<Prepared | NotSent> {
  const { now } = lease
  const { businessId, bookingId, data } = notification
  const held = await whatHolds(notification, now)
  if (!('message' in held)) return held
  const { message, loaded } = held
  const { about, textsTo: to, bookings } = loaded
  const { type, sms } = message
  if (!sms) return { reason: 'nobody_is_told' }
  if (!to) return { reason: 'texts_not_agreed' }
  const reason = await reasonToKeep({ businessId, bookingId, to })
  if (reason) return { reason }
  const until = data.isOwn ? null : await sms.heldUntil(about, now)
  if (until) return { until }

  const body = textFor(type, { about, now })
  if (body === null) return { reason: 'nobody_is_told' }
  const saying = bookings && { at: now.toUTC().toISO() ?? '', bookings }
  await markTelling(lease, { type, messageId: null, saying, words: null })
  return { text: { to, body, businessId, notificationId: notification.id }, saying }
}

interface Reaching {
  businessId: number
  bookingId: number | null
  to: string
}

/** Why nothing goes to that number now; null while it may. */
async function reasonToKeep({ businessId, bookingId, to }: Reaching): Promise<string | null> {
  const [{ isOn, isStopped, isDeclined }] = await sql<Record<string, boolean>>(
    db.connection(),
    `select
       exists (select from booking_settings
         where business_id = :businessId and sends_texts) as "isOn",
       exists (select from text_stops where number = :to) as "isStopped",
       exists (select from bookings join client_preferences as chosen
           on chosen.business_id = bookings.business_id and chosen.email = bookings.client_email
         where bookings.id = cast(:bookingId as bigint) and not gets_texts) as "isDeclined"`,
    { businessId, bookingId, to }
  )
  if (isStopped) return 'number_stopped'
  if (!isOn) return 'texts_off'
  return isDeclined ? 'client_declined' : null
}
