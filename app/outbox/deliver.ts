import logger from '@adonisjs/core/services/logger'
import type { BaseMail } from '@adonisjs/mail'
import db from '@adonisjs/lucid/services/db'
import mail from '@adonisjs/mail/services/main'
import type { DateTime } from 'luxon'
import {
  holdBack,
  keepLease,
  type Lease,
  markDropped,
  markUntold,
  postpone,
  takeLease,
} from './delivery_lease.js'
import { deliverPush } from './deliver_push.js'
import { deliverWebhook } from './deliver_webhook.js'
import { giveUpDelivery } from './give_up_delivery.js'
import { markSentAndTell } from './mark_sent_and_tell.js'
import { bounceIfReturned } from './bounce.js'
import { keepStop, STOPPED_THERE } from './keep_stop.js'
import { oweCallInstead } from './owe_calls.js'
import { prepareMail } from './prepare_mail.js'
import { prepareText } from './prepare_sms.js'
import { findInLine, type InLine, nextInLine } from './recipient_line.js'
import { retryDelaySeconds } from './retry_delay.js'
import { wakeNext } from './wake_deliveries.js'
import { sendWithinMs } from '#config/mail'
import Notification, { MAX_ATTEMPTS, type Saying } from '#models/notifications/notification'
import { MailFailure, safeWords } from '#services/mail_failure'
import { sendText } from '#services/sms/send_sms'
import type { SendText } from '#services/sms/sms'
import { TextFailure } from '#services/sms/sms_failure'

export type Delivery = 'sent' | 'dropped' | 'held_back' | 'postponed' | 'failed' | 'not_due'

const LOGGED = {
  sent: { level: 'info', words: 'was sent' },
  dropped: { level: 'info', words: 'is no longer needed and was not sent' },
  held_back: { level: 'info', words: 'waits' },
  postponed: { level: 'warn', words: 'could not be sent and will be tried again' },
  failed: { level: 'error', words: 'could not be sent and was given up' },
} as const

type Result =
  | { kind: 'sent'; transportId: string; saying: Saying | null }
  | { kind: 'dropped'; reason: string }
  | { kind: 'held_back'; until: DateTime; reason?: string }
  | {
      kind: 'failed'
      isPermanent: boolean
      isUntold: boolean
      waitSeconds: number
      reason: string
    }

/** It still holds, and an SMS cannot say it. */
const CALLED_INSTEAD = new Set(['number_stopped', 'texts_off', 'texts_not_agreed'])

export interface Sender {
  /** Hands the mail to a transport and gives that transport's id of it. */
  send(message: BaseMail): Promise<string>
  sendText?: SendText
  withinMs: number
}

const BY_MAIL: Sender = {
  send: (message) => mail.send(message).then(({ messageId }) => messageId),
  withinMs: sendWithinMs,
}

/**
 * Sends one mail, SMS, webhook or push message that is owed. At least once: a crash between sending and writing it
 * down sends it again, a mail under the same Message-ID. No transaction is open while it sends. What it says follows from
 * what its recipient was told last and how things stand now, whatever it was owed for.
 * @param clockOffsetMs moves the clock of this delivery; tests only
 */
export async function deliver(
  notificationId: number,
  sender: Sender = BY_MAIL,
  clockOffsetMs = 0
): Promise<Delivery> {
  const line = await findInLine(notificationId)
  const taken = await takeLease(notificationId, line, clockOffsetMs)
  if (taken.kind === 'not_due') return 'not_due'

  const notification = await Notification.findOrFail(notificationId)
  if (taken.kind === 'is_replaced') return log(notification, 'dropped', { reason: 'replaced' })
  const { lease } = taken
  if (notification.channel === 'webhook' || notification.channel === 'push') {
    const hand = notification.channel === 'push' ? deliverPush : deliverWebhook
    const { delivery, reason } = await hand(notification, lease)
    return log(notification, delivery, { attempt: lease.attempt, reason })
  }
  const result = await attempt(notification, lease, sender)
  const delivery = await writeDown(notification, lease, result)
  if (line) await wakeWaiting(line, notification)
  return log(notification, delivery, {
    attempt: lease.attempt,
    reason: 'reason' in result ? result.reason : undefined,
  })
}

async function attempt(notification: Notification, lease: Lease, sender: Sender): Promise<Result> {
  try {
    const isText = notification.channel === 'sms'
    const prepared = await (isText ? prepareText : prepareMail)(notification, lease)
    if ('until' in prepared) return { kind: 'held_back', ...prepared }
    if ('reason' in prepared) return { kind: 'dropped', reason: prepared.reason }
    const transportId = await inLease(lease, sender.withinMs, () =>
      'text' in prepared ? (sender.sendText ?? sendText)(prepared.text) : sender.send(prepared.mail)
    )
    return { kind: 'sent', transportId, saying: prepared.saying }
  } catch (error) {
    const isPermanent = error instanceof MailFailure && error.isPermanent
    const isUntold = error instanceof MailFailure && error.isRefusal
    const waitSeconds = (error instanceof TextFailure && error.waitSeconds) || 0
    return { kind: 'failed', isPermanent, isUntold, waitSeconds, reason: safeWords(error) }
  }
}

async function inLease(
  lease: Lease,
  withinMs: number,
  send: () => Promise<string>
): Promise<string> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new MailFailure('No answer in time', false)), withinMs)
  const letGo = keepLease(lease)
  try {
    return await Promise.race([send(), late])
  } finally {
    letGo()
    clearTimeout(timer)
  }
}

async function writeDown(
  notification: Notification,
  lease: Lease,
  result: Result
): Promise<Exclude<Delivery, 'not_due'>> {
  const isText = notification.channel === 'sms'
  switch (result.kind) {
    case 'sent':
      await markSentAndTell(notification, lease, result)
      if (isText) await bounceIfReturned(notification.id, notification.requestId)
      return 'sent'
    case 'dropped':
      await markDropped(lease, result.reason)
      if (CALLED_INSTEAD.has(result.reason))
        await oweCallInstead(db.connection(), [notification.id])
      return 'dropped'
    case 'held_back':
      await holdBack(lease, result.until, result.reason)
      return 'held_back'
    case 'failed':
      if (result.isUntold) await markUntold(lease)
      if (result.isPermanent || lease.tries >= MAX_ATTEMPTS) {
        await giveUpDelivery(lease, result.reason)
        if (isText) await oweCallInstead(db.connection(), [notification.id])
        if (result.reason === STOPPED_THERE) await keepStop(notification)
        return 'failed'
      }
      const delay = retryDelaySeconds(lease.tries, Math.random())
      await postpone(lease, Math.max(delay, result.waitSeconds), result.reason)
      return 'postponed'
  }
}

/** What waited while this one was in hand. */
async function wakeWaiting(line: InLine, { requestId }: Notification) {
  const next = await nextInLine(line)
  if (next) await wakeNext(next, line.id, requestId)
}

function log(
  { id, type, channel, requestId }: Notification,
  delivery: Exclude<Delivery, 'not_due'>,
  details: { attempt?: number; reason?: string }
): Delivery {
  const line = { notification_id: id, type, ...details, delivery, request_id: requestId }
  const { level, words } = LOGGED[delivery]
  const sentence = `A ${channel} ${words}`
  logger[level](line, details.reason ? `${sentence}: ${details.reason}` : sentence)
  return delivery
}
