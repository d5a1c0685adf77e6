import db from '@adonisjs/lucid/services/db'
import webhooks from '#config/webhooks'
import { holdBack, type Lease, markDropped, postpone } from './delivery_lease.js'
import { pauseEndpoint } from './pause_endpoint.js'
import { wakeLater } from './wake_deliveries.js'
import { MOST_WEBHOOK_TRIES, webhookDelaySeconds } from './webhook_retry.js'
import { webhookTest } from '#messages'
import type Notification from '#models/notifications/notification'
import WebhookEndpoint, { FAILING_DAYS } from '#models/webhooks/webhook_endpoint'
import { type PostResult, postWebhook } from '#services/webhook_post'
import { sql } from '#transactions'

export interface Delivered {
  delivery: 'sent' | 'dropped' | 'held_back' | 'postponed' | 'failed'
  reason?: string
}

/** So soon it is tried again that nobody should wait for the sweep. */
const SOON_SECONDS = 60
const CROWDED_SECONDS = 10

let underWay = 0

/**
 * Hands one event to one endpoint. At least once, under the same id; events come in any order. One
 * endpoint that hangs holds up neither others nor the mails.
 */
export async function deliverWebhook(notification: Notification, lease: Lease): Promise<Delivered> {
  const endpoint = await WebhookEndpoint.findOrFail(notification.webhookEndpointId)
  if (endpoint.isPaused && notification.type !== webhookTest.type) {
    await markDropped(lease, 'endpoint_paused')
    return { delivery: 'dropped', reason: 'endpoint_paused' }
  }
  if (underWay >= webhooks.mostAtOnce || (await isCrowded(lease, endpoint))) {
    await holdBack(lease, lease.now.plus({ seconds: CROWDED_SECONDS }))
    return { delivery: 'held_back' }
  }
  underWay++
  try {
    return await tryOnce(notification, lease, endpoint)
  } finally {
    underWay--
  }
}

async function tryOnce(
  notification: Notification,
  lease: Lease,
  endpoint: WebhookEndpoint
): Promise<Delivered> {
  const { id, type, messageId, requestId } = notification
  const secrets = endpoint.secretsAt(lease.now)
  if (secrets.length === 0) return giveUp(lease, 'secret_lost')
  const [{ body }] = await sql<{ body: string }>(
    db.connection(),
    'select body from webhook_bodies where notification_id = :id',
    { id }
  )
  const at = lease.now.toJSDate()
  const message = { url: endpoint.url, id: messageId ?? '', at, body, secrets }
  const result = await postWebhook(message)
  await keepAttempt(id, at, result)

  const reason = reasonOf(result)
  if (reason === null) {
    await markAccepted(lease, endpoint)
    return { delivery: 'sent' }
  }
  const isTest = type === webhookTest.type
  if (!isTest) await judge(lease, endpoint, { result, requestId })
  const isOver = result.status === 410 || lease.tries >= MOST_WEBHOOK_TRIES
  if (isTest || isOver) return giveUp(lease, reason)

  const askedFor = result.status === null ? null : result.retryAfterSeconds
  const seconds = webhookDelaySeconds(lease.tries, askedFor, Math.random())
  await postpone(lease, seconds, reason)
  await count('postponed')
  if (seconds < SOON_SECONDS) await wakeLater(lease, seconds, requestId)
  return { delivery: 'postponed', reason }
}

/** Others are under way to the same endpoint, which may be slow. */
async function isCrowded(
  { notificationId, now }: Lease,
  { id }: WebhookEndpoint
): Promise<boolean> {
  const [{ others }] = await sql<{ others: number }>(
    db.connection(),
    `select count(*) as others from notifications
     where webhook_endpoint_id = :id and status = 'queued' and leased_until > :now
       and id <> :notificationId`,
    { id, notificationId, now: now.toJSDate() }
  )
  return Number(others) >= webhooks.mostAtOneEndpoint
}

function reasonOf(result: PostResult): string | null {
  if (result.status === null) return result.problem
  return result.status >= 200 && result.status < 300 ? null : `status_${result.status}`
}

function keepAttempt(notificationId: number, sentAt: Date, result: PostResult) {
  const { signature, tookMs } = result
  const isAnswered = result.status !== null
  return sql(
    db.connection(),
    `insert into webhook_attempts
       (notification_id, sent_at, took_ms, signature, status, problem, answer)
     values (:notificationId, :sentAt, :tookMs, :signature, :status, :problem, :answer)`,
    {
      ...{ notificationId, sentAt, tookMs, signature },
      status: result.status,
      problem: isAnswered ? null : result.problem,
      answer: isAnswered ? result.answer : null,
    }
  )
}

async function markAccepted({ notificationId, attempt }: Lease, { id }: WebhookEndpoint) {
  await sql(
    db.connection(),
    `with accepted as (
       update webhook_endpoints set failing_since = null where id = :id and failing_since is not null
     )
     update notifications
     set status = 'sent', sent_at = clock_timestamp(), last_error = null, leased_until = null
     where id = :notificationId and attempts = :attempt`,
    { id, notificationId, attempt }
  )
  await count('sent')
}

/** An endpoint that said that it is gone, or accepted nothing for days, gets no more. */
async function judge(
  { now }: Lease,
  endpoint: WebhookEndpoint,
  { result, requestId }: { result: PostResult; requestId: string | null }
): Promise<void> {
  if (result.status === 410) return pauseEndpoint(endpoint, 'gone', requestId)
  const [{ isOver }] = await sql<{ isOver: boolean }>(
    db.connection(),
    `update webhook_endpoints set failing_since = coalesce(failing_since, :now)
     where id = :id
     returning failing_since <= cast(:now as timestamptz) - interval '${FAILING_DAYS} days' as "isOver"`,
    { id: endpoint.id, now: now.toJSDate() }
  )
  if (isOver) await pauseEndpoint(endpoint, 'failing', requestId)
}

async function giveUp({ notificationId, attempt }: Lease, reason: string): Promise<Delivered> {
  await sql(
    db.connection(),
    `update notifications set status = 'failed', last_error = :reason, leased_until = null
     where id = :notificationId and attempts = :attempt and status = 'queued'`,
    { notificationId, attempt, reason }
  )
  await count('failed')
  return { delivery: 'failed', reason }
}

/** For `/metrics`, which another process answers. */
function count(outcome: 'sent' | 'postponed' | 'failed') {
  return sql(
    db.connection(),
    `insert into webhook_totals (outcome, total) values (:outcome, 1)
     on conflict (outcome) do update set total = webhook_totals.total + 1`,
    { outcome }
  )
}
