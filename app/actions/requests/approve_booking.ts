import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { keepClaims, NotFree } from '#claims'
import {
  type WantedChange,
  type HostTimeAnswer,
  changeHostTime,
  confirmClient,
  lockWithHosts,
  settleCompeting,
  takeProposedTime,
} from '#steps'
import { recordChange } from '#history'
import Booking from '#models/bookings/booking'
import { deliverAfter, oweNotifications, planReminders } from '#outbox'
import { competingRequests } from '#queries/requests/competing_requests'
import { serviceHostIds } from '#queries/services/service_host_ids'
import { retryingTransaction } from '#transactions'

interface Answer {
  outcome: 'approved' | 'already_decided'
  booking: Booking
}

export type ApprovalOutcome =
  Answer | { outcome: 'conflict' | 'stale'; booking: Booking } | { outcome: 'not_found' | 'busy' }

/** The first decision counts, while the hold has not expired by the database's clock. */
export default class ApproveBooking {
  async handle(approval: WantedChange): Promise<ApprovalOutcome> {
    const decided = await deliverAfter(approval.by, () =>
      retryingTransaction((trx) => this.decide(trx, approval))
    )
    if (!decided) return { outcome: 'busy' }
    if (decided.outcome !== 'unavailable') return decided
    const { businessId, bookingId: id } = approval
    const booking = await Booking.query().where({ businessId, id }).firstOrFail()
    return { outcome: 'conflict', booking }
  }

  private decide(trx: Transaction, approval: WantedChange): Promise<HostTimeAnswer<Answer>> {
    const { by } = approval
    return changeHostTime(trx, approval, {
      lock: (step) => lockWithHosts(step, approval, (found) => this.hostsWanted(step, found)),
      settled: ({ booking, now }) =>
        booking.canBeDecided(now) ? null : { outcome: 'already_decided', booking },
      change: async (step, { booking, now }) => {
        const competes = !booking.holdsTime
        if (competes) await takeProposedTime(step, booking, now)
        else if (!(await keepClaims(step, booking))) throw new NotFree()

        const from = booking.status
        const decision = { approvedAt: now, approvedBy: by.userId, expiresAt: null }
        await booking.merge({ status: 'approved', holdsTime: true, ...decision }).save()
        await confirmClient(step, booking)
        await recordChange(step, { booking, from, to: 'approved', by })
        await planReminders(step, booking, now)
        const type = 'booking_confirmed'
        const told = await oweNotifications(step, { booking, type, by })
        const settled = competes ? await settleCompeting(step, booking, by) : []
        return { outcome: 'approved', booking, owed: [...told, ...settled] }
      },
    })
  }

  /** Hosts who may take overlapping requests, too. One that holds its time needs none. */
  private async hostsWanted(trx: Transaction, found: Booking) {
    if (found.holdsTime) return null
    const overlapping = await competingRequests(found, trx)
    const ids = overlapping.map(({ serviceId }) => serviceId)
    const others = [found.hostId, ...(await serviceHostIds(trx, ids))]
    return { hostId: null, others }
  }
}
