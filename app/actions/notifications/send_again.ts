import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { recordAudit } from '#history'
import Booking from '#models/bookings/booking'
import { reasonNotToAsk, reasonNotToOffer, reasonToDrop, wakeDeliveries } from '#outbox'
import { loadEnquiryOccasion } from '#queries/notifications/load_enquiry_occasion'
import { findMove, standing, toldIds } from '#queries/notifications/load_occasion'
import { loadWaitlistOccasion } from '#queries/notifications/load_waitlist_occasion'
import { hasNearerReminder } from '#queries/notifications/nearer_reminder'
import Notification from '#models/notifications/notification'
import User from '#models/accounts/user'
import { databaseNow, inTransaction } from '#transactions'

const LEFT = new Set(['sent', 'bounced'])

interface Wish {
  businessId: number
  notificationId: number
  userId: number
  requestId: string | null
}

export type SendAgainOutcome = 'queued' | 'no_longer_holds' | 'not_possible' | 'not_found'

/** With all its tries anew; what it says must still be true. */
export default class SendAgain {
  async handle(wish: Wish): Promise<SendAgainOutcome> {
    const { businessId, notificationId, requestId } = wish
    const result = await inTransaction(async (trx) => {
      const message = await Notification.query({ client: trx })
        .where({ businessId, id: notificationId })
        .whereNot('channel', 'in_app')
        .forUpdate()
        .first()
      if (!message) return { outcome: 'not_found' as const, attempt: null }
      if (!message.canBeSentAgain(await databaseNow(trx)))
        return { outcome: 'not_possible' as const, attempt: null }
      if (!(await this.holds(trx, message))) {
        return { outcome: 'no_longer_holds' as const, attempt: null }
      }
      await this.queue(trx, message, wish)
      return { outcome: 'queued' as const, attempt: message.attempts }
    })

    const { outcome, attempt } = result
    if (attempt !== null) await wakeDeliveries([{ notificationId, attempt }], requestId)
    return outcome
  }

  private async holds(trx: Transaction, message: Notification): Promise<boolean> {
    if (message.type === 'address_proof') {
      const { emailVerifiedAt } = await User.findOrFail(message.userId, { client: trx })
      return emailVerifiedAt === null
    }
    if (message.subjectType === 'waitlist_entry') {
      const waited = await loadWaitlistOccasion(message, trx)
      const now = await databaseNow(trx)
      return waited !== null && reasonNotToOffer(message, waited.waiting, now) === null
    }
    if (message.subjectType === 'enquiry') {
      const asked = await loadEnquiryOccasion(message, trx)
      return asked !== null && reasonNotToAsk(asked.enquiry) === null
    }
    if (message.bookingId === null) return true
    const told = await Booking.query({ client: trx })
      .whereIn('id', toldIds(message))
      .orderBy('starts_at')
      .orderBy('id')
    const [booking] = standing(told, message)
    // One after another: a transaction has one connection, and preloads go out at once.
    await booking.load('service')
    await booking.load('link')
    const move = await findMove(booking, message.data.moveRequestId, trx)
    const now = await databaseNow(trx)
    const hasNearer = await hasNearerReminder(message, booking, now, trx)
    return reasonToDrop(message, message.type, { booking, move, hasNearer }, now) === null
  }

  private async queue(trx: Transaction, message: Notification, { userId, requestId }: Wish) {
    const { id, businessId, status, attempts, resends } = message
    await trx
      .from('notifications')
      .where({ id })
      .update({
        status: 'queued',
        attempts_before: attempts,
        // Another Message-ID, since a mailbox may drop a mail that it has already.
        resends: LEFT.has(status) ? resends + 1 : resends,
        // What came back told its recipient nothing.
        ...(status === 'bounced' && { data: JSON.stringify({ ...message.data, astray: true }) }),
        next_attempt_at: trx.raw('clock_timestamp()'),
        last_error: null,
      })
    await recordAudit(trx, {
      ...{ businessId, by: { userId, requestId } },
      action: 'notification.sent_again',
      ...{ subjectType: 'notification', subjectId: id },
      changes: { status: [status, 'queued'] },
    })
  }
}
