import logger from '@adonisjs/core/services/logger'
import type { BaseMail } from '@adonisjs/mail'
import mail from '@adonisjs/mail/services/main'
import type { DateTime } from 'luxon'
import { sendWithinMs } from '#config/mail'
import {
  holdBack,
  type Lease,
  markDropped,
  markSent,
  postpone,
  takeLease,
} from '#actions/notifications/delivery_lease'
import { giveUp } from '#actions/notifications/give_up'
import { messageIdOf } from '#actions/notifications/message_id'
import {
  reasonNotToAsk,
  reasonNotToOffer,
  reasonToDrop,
} from '#actions/notifications/reason_to_drop'
import { retryDelaySeconds } from '#actions/notifications/retry_delay'
import { loadEnquiryOccasion } from '#queries/load_enquiry_occasion'
import { loadOccasion } from '#queries/load_occasion'
import { loadWaitlistOccasion } from '#queries/load_waitlist_occasion'
import { quietHoursEnd } from '#queries/quiet_hours_end'
import { mailFor } from '#mails/main'
import Notification, { MAX_ATTEMPTS } from '#models/notification'
import { MailFailure, safeWords } from '#services/mail_failure'

export type Delivery = 'sent' | 'dropped' | 'held_back' | 'postponed' | 'failed' | 'not_due'

const LOG_LEVEL = {
  sent: 'info',
  dropped: 'info',
  held_back: 'info',
  postponed: 'warn',
  failed: 'error',
} as const

type Result =
  | { kind: 'sent'; transportId: string }
  | { kind: 'dropped'; reason: string }
  | { kind: 'held_back'; until: DateTime }
  | { kind: 'failed'; isPermanent: boolean; reason: string }

export interface Post {
  /** Hands the mail to a transport and gives that transport's id of it. */
  send(letter: BaseMail): Promise<string>
  withinMs: number
}

/**
 * Sends one mail that is owed. At least once: a crash between sending and writing it down sends it
 * again, under the same Message-ID. No transaction is open while it sends.
 */
export default class DeliverNotification {
  /** @param clockOffsetMs moves the clock of this delivery; tests only */
  constructor(
    private post: Post = {
      send: (letter) => mail.send(letter).then(({ messageId }) => messageId),
      withinMs: sendWithinMs,
    },
    private readonly clockOffsetMs = 0
  ) {}

  async handle({ notificationId }: { notificationId: number }): Promise<Delivery> {
    const lease = await takeLease(notificationId, this.clockOffsetMs)
    if (!lease) return 'not_due'

    const notification = await Notification.findOrFail(notificationId)
    const result = await this.attempt(notification, lease)
    const delivery = await this.writeDown(lease, result)
    const details = {
      notification_id: notificationId,
      type: notification.type,
      attempt: lease.attempt,
      delivery,
      reason: 'reason' in result ? result.reason : undefined,
      request_id: notification.requestId,
    }
    logger[LOG_LEVEL[delivery]](details, 'A mail was dealt with')
    return delivery
  }

  private async attempt(notification: Notification, lease: Lease): Promise<Result> {
    try {
      const letter = await this.prepare(notification, lease)
      if ('reason' in letter) return { kind: 'dropped', reason: letter.reason }
      if ('until' in letter) return { kind: 'held_back', until: letter.until }
      return { kind: 'sent', transportId: await this.send(letter.mail) }
    } catch (error) {
      const isPermanent = error instanceof MailFailure && error.isPermanent
      return { kind: 'failed', isPermanent, reason: safeWords(error) }
    }
  }

  private async writeDown(lease: Lease, result: Result): Promise<Exclude<Delivery, 'not_due'>> {
    switch (result.kind) {
      case 'sent':
        await markSent(lease, result.transportId)
        return 'sent'
      case 'dropped':
        await markDropped(lease, result.reason)
        return 'dropped'
      case 'held_back':
        await holdBack(lease, result.until)
        return 'held_back'
      case 'failed':
        if (result.isPermanent || lease.tries >= MAX_ATTEMPTS) {
          await giveUp(lease, result.reason)
          return 'failed'
        }
        await postpone(lease, retryDelaySeconds(lease.tries, Math.random()), result.reason)
        return 'postponed'
    }
  }

  /** The mail as things stand now, or until when it waits, or why there is none to send. */
  private async prepare(
    notification: Notification,
    { now }: Lease
  ): Promise<{ mail: BaseMail } | { until: DateTime } | { reason: string }> {
    const read = await this.read(notification, now)
    if (!read) return { reason: 'no_reader' }
    const { subject, reason } = read
    if (reason) return { reason }
    const until = await quietHoursEnd(notification, subject.booking, now)
    if (until) return { until }

    const messageId = messageIdOf(notification, subject.booking)
    const letter = mailFor(notification.type, { ...subject, messageId })
    if (!letter) return { reason: 'nobody_is_told' }

    await notification.merge({ messageId }).save()
    return { mail: letter }
  }

  /** What it speaks about, and why that no longer holds; null when that is gone. */
  private async read(notification: Notification, now: DateTime) {
    if (notification.waitlistEntryId !== null) {
      const subject = await loadWaitlistOccasion(notification)
      return subject && { subject, reason: reasonNotToOffer(notification, subject.waiting, now) }
    }
    if (notification.enquiryId !== null) {
      const subject = await loadEnquiryOccasion(notification)
      return subject && { subject, reason: reasonNotToAsk(subject.enquiry) }
    }
    const subject = await loadOccasion(notification, now)
    return subject && { subject, reason: reasonToDrop(notification, subject, now) }
  }

  private async send(letter: BaseMail) {
    const { promise: late, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(
      () => reject(new MailFailure('No answer in time', false)),
      this.post.withinMs
    )
    try {
      return await Promise.race([this.post.send(letter), late])
    } finally {
      clearTimeout(timer)
    }
  }
}
