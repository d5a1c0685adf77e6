import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { keepClaims, lockHosts, unlessOvertaken } from '#claims'
import { confirmClient, lockBooking, settleCompeting, takeAskedTime } from '#diary'
import { recordChange } from '#history'
import Booking from '#models/bookings/booking'
import { type OwedMail, oweNotifications, planReminders, wakeDeliveries } from '#outbox'
import { competingRequests } from '#queries/requests/competing_requests'
import { rulesOfLinks } from '#queries/links/link_rules'
import { serviceHostIds } from '#queries/services/service_host_ids'
import { retryingTransaction } from '#transactions'

interface Approval {
  businessId: number
  bookingId: number
  userId: number
  /** What was read (`Booking.isChangedSince`); without it, the booking is decided anyway. */
  version?: string | null
  requestId: string | null
}

export type ApprovalOutcome =
  | { outcome: 'approved' | 'already_decided' | 'conflict' | 'stale'; booking: Booking }
  | { outcome: 'not_found' | 'busy' }

type Attempt =
  | (Exclude<ApprovalOutcome, { outcome: 'not_found' | 'busy' }> & { owed: OwedMail[] })
  | { outcome: 'not_found' }

/** The first decision counts, while the hold has not expired by the database's clock. */
export default class ApproveBooking {
  async handle(approval: Approval): Promise<ApprovalOutcome> {
    const attempt = await this.attempt(approval)
    if (attempt === null) return { outcome: 'busy' }
    if (attempt.outcome === 'not_found') return attempt
    const { owed, ...outcome } = attempt
    await wakeDeliveries(owed, approval.requestId)
    return outcome
  }

  private attempt(approval: Approval): Promise<Attempt | null> {
    return unlessOvertaken(
      () => retryingTransaction((trx) => this.decide(trx, approval)),
      async () => {
        const { businessId, bookingId: id } = approval
        const booking = await Booking.query().where({ businessId, id }).firstOrFail()
        return { outcome: 'conflict', booking, owed: [] }
      }
    )
  }

  private async decide(trx: Transaction, approval: Approval): Promise<Attempt> {
    const { businessId, bookingId, userId, version = null, requestId } = approval
    await this.lockHostsWanted(trx, approval)
    const locked = await lockBooking(trx, businessId, bookingId)
    if (!locked) return { outcome: 'not_found' }
    const { booking, now } = locked
    if (!booking.canBeDecided(now)) return { outcome: 'already_decided', booking, owed: [] }
    if (booking.isChangedSince(version)) return { outcome: 'stale', booking, owed: [] }

    const competes = !booking.holdsTime
    const isFree = competes
      ? await takeAskedTime(trx, booking, now)
      : await keepClaims(trx, booking)
    if (!isFree) return { outcome: 'conflict', booking, owed: [] }

    const from = booking.status
    const decision = { approvedAt: now, approvedBy: userId, expiresAt: null }
    await booking.merge({ status: 'approved', holdsTime: true, ...decision }).save()
    await confirmClient(trx, booking)
    await recordChange(trx, { booking, from, to: 'approved', actor: 'user', userId, requestId })
    await planReminders(trx, booking, now)
    const told = await oweNotifications(trx, {
      booking,
      type: 'booking_confirmed',
      audience: 'both',
      exceptUserId: userId,
      requestId,
    })
    const settled = competes ? await settleCompeting(trx, booking, { userId, requestId }) : []
    return { outcome: 'approved', booking, owed: [...told, ...settled] }
  }

  /** Before the row, in the order of a move, with hosts who may take overlapping requests. */
  private async lockHostsWanted(
    trx: Transaction,
    { businessId, bookingId: id }: Approval
  ): Promise<void> {
    const asked = await Booking.query({ client: trx })
      .where({ businessId, id, holdsTime: false })
      .preload('service')
      .first()
    if (!asked) return
    const link = await rulesOfLinks(trx, asked)
    const rivals = await competingRequests(asked, trx)
    const others = await serviceHostIds(
      trx,
      rivals.map(({ serviceId }) => serviceId)
    )
    await lockHosts(trx, asked.service, null, link, [asked.hostId, ...others])
  }
}
