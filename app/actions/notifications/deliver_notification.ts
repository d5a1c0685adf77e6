import logger from '@adonisjs/core/services/logger'
import type { BaseMail } from '@adonisjs/mail'
import mail from '@adonisjs/mail/services/main'
import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'
import { sendWithinMs } from '#config/mail'
import {
  findInLine,
  giveUp,
  holdBack,
  type InLine,
  issuePasswordReset,
  keepLease,
  type Lease,
  markDropped,
  markSent,
  markTelling,
  markUntold,
  messageIdOf,
  nextInLine,
  postpone,
  reasonNotToAsk,
  reasonNotToOffer,
  reasonToDrop,
  RESET_MINUTES,
  retryDelaySeconds,
  takeLease,
  wakeNext,
} from '#outbox'
import { isProvenElsewhere } from '#queries/accounts/accounts_at_address'
import { loadAccountOccasion } from '#queries/notifications/load_account_occasion'
import { loadEnquiryOccasion } from '#queries/notifications/load_enquiry_occasion'
import { loadOccasion } from '#queries/notifications/load_occasion'
import { loadWaitlistOccasion } from '#queries/notifications/load_waitlist_occasion'
import { quietHoursEnd } from '#queries/notifications/quiet_hours_end'
import { waitsForProof } from '#queries/notifications/waits_for_proof'
import { mailFor } from '#mails/main'
import type Booking from '#models/bookings/booking'
import Notification, {
  MAX_ATTEMPTS,
  type NotificationType,
  type Saying,
} from '#models/notifications/notification'
import { MailFailure, safeWords } from '#services/mail_failure'

export type Delivery = 'sent' | 'dropped' | 'held_back' | 'postponed' | 'failed' | 'not_due'

const LOG_LEVEL = {
  sent: 'info',
  dropped: 'info',
  held_back: 'info',
  postponed: 'warn',
  failed: 'error',
} as const

const PROVEN_WITHIN_DAYS = 7

type Result =
  | { kind: 'sent'; transportId: string; saying: Saying | null }
  | { kind: 'dropped'; reason: string }
  | { kind: 'held_back'; until: DateTime; reason?: string }
  | { kind: 'failed'; isPermanent: boolean; isUntold: boolean; reason: string }

interface Prepared {
  mail: BaseMail
  saying: Saying | null
}

export interface Post {
  send(letter: BaseMail): Promise<string>
  withinMs: number
}

/**
 * At least once: after a crash between sending and recording it is sent again, under the same
 * Message-ID. The text depends on what the recipient was told last, not on why it was owed.
 */
export default class DeliverNotification {
  constructor(
    private post: Post = {
      send: (letter) => mail.send(letter).then(({ messageId }) => messageId),
      withinMs: sendWithinMs,
    },
    private readonly clockOffsetMs = 0
  ) {}

  async handle({ notificationId }: { notificationId: number }): Promise<Delivery> {
    const line = await findInLine(notificationId)
    const turn = await takeLease(notificationId, line, this.clockOffsetMs)
    if (turn.kind === 'not_due') return 'not_due'

    const notification = await Notification.findOrFail(notificationId)
    if (turn.kind === 'is_replaced') {
      return this.tell(notification, 'dropped', { reason: 'replaced' })
    }
    const { lease } = turn
    const result = await this.attempt(notification, lease)
    const delivery = await this.writeDown(lease, result)
    if (line) await this.wakeNext(line, notification)
    return this.tell(notification, delivery, {
      attempt: lease.attempt,
      reason: 'reason' in result ? result.reason : undefined,
    })
  }

  private tell(
    { id, type, requestId }: Notification,
    delivery: Exclude<Delivery, 'not_due'>,
    details: { attempt?: number; reason?: string }
  ): Delivery {
    const line = { notification_id: id, type, ...details, delivery, request_id: requestId }
    logger[LOG_LEVEL[delivery]](line, 'A mail was dealt with')
    return delivery
  }

  private async wakeNext(line: InLine, { requestId }: Notification) {
    const next = await nextInLine(line)
    if (next) await wakeNext(next, line.id, requestId)
  }

  private async attempt(notification: Notification, lease: Lease): Promise<Result> {
    try {
      const letter = await this.prepare(notification, lease)
      if ('until' in letter) return { kind: 'held_back', ...letter }
      if ('reason' in letter) return { kind: 'dropped', reason: letter.reason }
      const transportId = await this.send(letter.mail, lease)
      return { kind: 'sent', transportId, saying: letter.saying }
    } catch (error) {
      const isPermanent = error instanceof MailFailure && error.isPermanent
      const isUntold = error instanceof MailFailure && error.isRefusal
      return { kind: 'failed', isPermanent, isUntold, reason: safeWords(error) }
    }
  }

  private async writeDown(lease: Lease, result: Result): Promise<Exclude<Delivery, 'not_due'>> {
    switch (result.kind) {
      case 'sent':
        await markSent(lease, result.transportId, result.saying)
        return 'sent'
      case 'dropped':
        await markDropped(lease, result.reason)
        return 'dropped'
      case 'held_back':
        await holdBack(lease, result.until, result.reason)
        return 'held_back'
      case 'failed':
        if (result.isUntold) await markUntold(lease)
        if (result.isPermanent || lease.tries >= MAX_ATTEMPTS) {
          await giveUp(lease, result.reason)
          return 'failed'
        }
        await postpone(lease, retryDelaySeconds(lease.tries, Math.random()), result.reason)
        return 'postponed'
    }
  }

  private async prepare(
    notification: Notification,
    lease: Lease
  ): Promise<Prepared | { until: DateTime; reason?: string } | { reason: string }> {
    const { now } = lease
    const read = await this.read(notification, now)
    if (!read) return { reason: 'no_reader' }
    const { subject, type, reason, bookings } = read
    if (reason) return { reason }
    if (await waitsForProof(db.connection(), notification)) {
      return untilProven(notification, subject.booking, now)
    }
    const until = await quietHoursEnd(notification, subject.booking, now)
    if (until) return { until }

    const messageId = messageIdOf(notification, type, subject.booking)
    const letter = mailFor(type, { ...subject, now, messageId })
    if (!letter) return { reason: 'nobody_is_told' }

    const saying = bookings && { at: now.toUTC().toISO() ?? '', bookings }
    await markTelling(lease, { type, messageId, saying })
    return { mail: letter, saying }
  }

  private async read(notification: Notification, now: DateTime) {
    const { type } = notification
    if (type === 'address_proof') {
      const account = await loadAccountOccasion(notification)
      if (!account) return null
      const { proofToken, emailVerifiedAt } = account.staff
      const isTaken = await isProvenElsewhere(db.connection(), account.staff)
      const subject = { ...account, proof: { link: proofToken, isTaken } }
      return { subject, type, reason: emailVerifiedAt && 'address_proven', bookings: null }
    }
    if (notification.subjectType === 'waitlist_entry') {
      const subject = await loadWaitlistOccasion(notification)
      if (!subject) return null
      const reason = reasonNotToOffer(notification, subject.waiting, now)
      return { subject, type, reason, bookings: null }
    }
    if (notification.subjectType === 'enquiry') {
      const subject = await loadEnquiryOccasion(notification)
      if (!subject) return null
      return { subject, type, reason: reasonNotToAsk(subject.enquiry), bookings: null }
    }
    if (type === 'password_reset') {
      const subject = await loadAccountOccasion(notification)
      if (!subject) return null
      const isLate = notification.createdAt < now.minus({ minutes: RESET_MINUTES })
      const resetToken = isLate ? '' : await issuePasswordReset(subject.staff.id)
      const reason = isLate ? 'reset_too_late' : null
      return { subject: { ...subject, resetToken }, type, reason, bookings: null }
    }
    const subject = await loadOccasion(notification, now)
    if (!subject) return null
    const { news, bookings } = subject
    if (news && 'reason' in news) return { subject, type, reason: news.reason, bookings }
    const told: NotificationType = news?.type ?? type
    const reason = reasonToDrop(notification, told, subject, now)
    return { subject, type: told, reason, bookings }
  }

  private async send(letter: BaseMail, lease: Lease) {
    const { promise: late, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(
      () => reject(new MailFailure('No answer in time', false)),
      this.post.withinMs
    )
    const letGo = keepLease(lease)
    try {
      return await Promise.race([this.post.send(letter), late])
    } finally {
      letGo()
      clearTimeout(timer)
    }
  }
}

/** Looked at each hour; proving the address sends it at once. Never past its booking's start. */
function untilProven(
  { bookingId, createdAt }: Notification,
  { startsAt }: Booking,
  now: DateTime
): { until: DateTime; reason: string } | { reason: string } {
  if (bookingId !== null && startsAt <= now) return { reason: 'booking_begun' }
  const isGivenUp = createdAt < now.minus({ days: PROVEN_WITHIN_DAYS })
  return { reason: 'owner_unproven', ...(!isGivenUp && { until: now.plus({ hours: 1 }) }) }
}
