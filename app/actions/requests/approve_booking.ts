import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { keepClaims, NotFree } from '#claims'
import {
  answerOnce,
  type WantedChange,
  type HostTimeAnswer,
  changeHostTime,
  confirmClient,
  lockWithHosts,
  settleCompeting,
  takeProposedTime,
} from '#steps'
import { recordChange } from '#history'
import { bookingApproved } from '#messages'
import Booking from '#models/bookings/booking'
import { oweEachTime, oweNotifications, planReminders } from '#outbox'
import { competingRequests } from '#queries/requests/competing_requests'
import { serviceHostIds } from '#queries/services/service_host_ids'
import { keyedRequest, retryingTransaction } from '#transactions'

interface Approval extends WantedChange {
  idempotencyKey?: string | null
}

type Approved = { outcome: 'approved'; booking: Booking }
type Turned =
  | { outcome: 'already_decided' | 'stale'; booking: Booking }
  | { outcome: 'unavailable' }
  | { outcome: 'not_found' | 'busy' }
type Answer = Approved | { outcome: 'already_decided'; booking: Booking }

export type ApprovalOutcome =
  | (Approved & { replayed: boolean })
  | { outcome: 'already_decided' | 'conflict' | 'stale'; booking: Booking }
  | { outcome: 'not_found' | 'busy' | 'key_reused' }

/** The first decision counts, while the hold has not expired by the database's clock. */
export default class ApproveBooking {
  async handle(approval: Approval): Promise<ApprovalOutcome> {
    const { by } = approval
    const decided = await answerOnce<
      Approved,
      Turned,
      Pick<Approved, 'outcome'>,
      Approved & { replayed: boolean }
    >(
      { by, key: keyed(approval) },
      {
        run: async (once) => {
          const attempt = await retryingTransaction((trx) =>
            once(trx, () => this.decide(trx, approval))
          )
          return attempt ?? { outcome: 'busy' }
        },
        store: ({ outcome }) => (outcome === 'approved' ? { outcome } : null),
        recall: async ({ outcome }) => ({ outcome, booking: await this.find(approval) }),
        answer: (done, replayed) => ({ ...done, replayed }),
      }
    )
    if (decided.outcome !== 'unavailable') return decided
    return { outcome: 'conflict', booking: await this.find(approval) }
  }

  private find({ businessId, bookingId: id }: Approval): Promise<Booking> {
    return Booking.query().where({ businessId, id }).firstOrFail()
  }

  private decide(trx: Transaction, approval: Approval): Promise<HostTimeAnswer<Answer>> {
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
        const { businessId, id } = booking
        const subject = { type: 'booking' as const, id }
        told.push(...(await oweEachTime(step, bookingApproved, { businessId, subject, by })))
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

function keyed({ businessId, bookingId, by, idempotencyKey }: Approval) {
  return keyedRequest(businessId, idempotencyKey ?? null, ['approve', bookingId, by.userId])
}
