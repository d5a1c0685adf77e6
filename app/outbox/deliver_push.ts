import db from '@adonisjs/lucid/services/db'
import { holdBack, type Lease, markDropped, postpone } from './delivery_lease.js'
import type { Delivered } from './deliver_webhook.js'
import { type NotSent, whatHolds } from './prepare_mail.js'
import { retryDelaySeconds } from './retry_delay.js'
import { pushFor } from '#messages'
import type Notification from '#models/notifications/notification'
import { MAX_ATTEMPTS } from '#models/notifications/notification'
import PushDevice from '#models/push/push_device'
import { type PushToSend, postPush } from '#services/push/push_post'
import { sql } from '#transactions'

/** Too slow, too many, or out of order. */
const WORTH_ANOTHER_TRY = new Set([408, 429])

/**
 * Hands one message to the push service of one browser. At least once; the browser shows two about the
 * same booking as one. One that fails worries nobody, since mails and the screen tell the same.
 */
export async function deliverPush(notification: Notification, lease: Lease): Promise<Delivered> {
  const prepared = await preparePush(notification, lease)
  if ('until' in prepared) {
    await holdBack(lease, prepared.until, prepared.reason)
    return { delivery: 'held_back', reason: prepared.reason }
  }
  if ('reason' in prepared) return drop(lease, prepared.reason)

  const result = await postPush(prepared)
  const { status } = result
  if (status === 404 || status === 410) {
    await sql(db.connection(), 'delete from push_devices where id = :id', {
      id: notification.pushDeviceId,
    })
    return drop(lease, 'device_gone')
  }
  if (status !== null && status >= 200 && status < 300) {
    await end(lease, 'sent', null)
    return { delivery: 'sent' }
  }
  const reason = `Push ${result.status === null ? result.problem : result.status}`
  const isRefused = status !== null && status < 500 && !WORTH_ANOTHER_TRY.has(status)
  if (isRefused || reason === 'Push not_allowed' || lease.tries >= MAX_ATTEMPTS) {
    await end(lease, 'failed', reason)
    return { delivery: 'failed', reason }
  }
  const asked = result.status === null ? null : result.retryAfterSeconds
  await postpone(lease, Math.max(retryDelaySeconds(lease.tries, Math.random()), asked ?? 0), reason)
  return { delivery: 'postponed', reason }
}

/** As things stand now, and where it goes; or why it does not. */
async function preparePush(
  notification: Notification,
  { now }: Lease
): Promise<PushToSend | NotSent> {
  const { pushDeviceId: id, userId } = notification
  // Since then somebody else may have switched it on in the same browser.
  const device = await PushDevice.query()
    .where({ id: id ?? 0, userId: userId ?? 0 })
    .first()
  if (!device) return { reason: 'device_removed' }
  const held = await whatHolds(notification, now)
  if (!('message' in held)) return held
  const { about, member } = held.loaded
  const words = pushFor(held.message.type, { about, member, now })
  if (!words) return { reason: 'nobody_is_told' }
  const { title, body, path, topic } = words
  const { endpoint, publicKey: p256dh, secret: auth } = device
  return {
    endpoint,
    keys: { p256dh, auth },
    body: JSON.stringify({ title, body, path, topic }),
    topic,
  }
}

async function drop(lease: Lease, reason: string): Promise<Delivered> {
  await markDropped(lease, reason)
  return { delivery: 'dropped', reason }
}

function end({ notificationId, attempt }: Lease, status: 'sent' | 'failed', reason: string | null) {
  return sql(
    db.connection(),
    `update notifications
     set status = :status, last_error = :reason, leased_until = null,
       sent_at = case when :status = 'sent' then clock_timestamp() end
     where id = :notificationId and attempts = :attempt and status = 'queued'`,
    { notificationId, attempt, status, reason }
  )
}
