import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import CancelBooking from '#actions/bookings/cancel_booking'
import WithdrawMove from '#actions/requests/withdraw_move'
import LeaveWaitlist from '#actions/waitlist/leave_waitlist'
import { recordAudit } from '#history'
import { clientErased, erasureDone } from '#messages'
import { type By, bySystem, byUser } from '#models/by'
import Booking from '#models/bookings/booking'
import Erasure from '#models/privacy/erasure'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import Business from '#models/settings/business'
import { deliverAfter, owe } from '#outbox'
import { findTraces, type Traces } from '#queries/privacy/find_traces'
import { eraseTraces } from '#steps'
import { inTransaction, lockRow } from '#transactions'

/**
 * What is still open is ended first, each in a transaction of its own; then all that is left goes in
 * one. Stopped in between, it goes on when it is called again.
 */
export default class FinishErasure {
  async handle({ erasureId }: { erasureId: number }): Promise<'done' | 'over'> {
    const erasure = await Erasure.query().where({ id: erasureId, status: 'running' }).first()
    if (!erasure) return 'over'
    const by = erasure.decidedBy === null ? bySystem() : byUser(erasure.decidedBy)
    await this.endOpen(erasure, by)
    return this.erase(erasureId, by)
  }

  private async endOpen(erasure: Erasure, by: By): Promise<void> {
    const { bookingIds, entryIds } = await this.tracesOf(erasure)
    const bookings = await Booking.query()
      .whereIn('id', bookingIds)
      .whereIn('status', ['pending', 'approved'])
      .whereRaw('starts_at > clock_timestamp()')
      .orderBy('id')
    for (const { id: bookingId, businessId, status } of bookings) {
      // Nobody is left who could be told of an answer.
      if (status === 'approved' && erasure.keepsComing) {
        await new WithdrawMove().handle({ businessId, bookingId, by })
      } else await new CancelBooking().handle({ businessId, bookingId, reason: null, by })
    }
    const waiting = await WaitlistEntry.query()
      .whereIn('id', entryIds)
      .whereIn('status', ['waiting', 'offered'])
      .orderBy('id')
    for (const { id: entryId } of waiting) await new LeaveWaitlist().handle({ entryId, by })
  }

  private async erase(id: number, by: By): Promise<'done' | 'over'> {
    const answer = await deliverAfter(by, () =>
      inTransaction(async (trx) => {
        const erasure = await lockRow(trx, Erasure, { id, status: 'running' })
        if (!erasure) return null
        const traces = await this.tracesOf(erasure, trx)
        const cancelled = await this.calledOff(trx, erasure, traces)
        await eraseTraces(trx, traces)
        await erasure.merge({ status: 'done', counts: countsOf(traces) }).save()
        return { owed: await this.tell(trx, { erasure, cancelled, by }) }
      })
    )
    return answer === null ? 'over' : 'done'
  }

  private async tracesOf({ businessId, clientId }: Erasure, trx?: Transaction): Promise<Traces> {
    const business = await Business.findOrFail(businessId, { client: trx })
    return findTraces(trx ?? db.connection(), business, clientId ?? 0)
  }

  /** By this erasure, so that they are told of it in the same mail. */
  private async calledOff(trx: Transaction, erasure: Erasure, { bookingIds }: Traces) {
    const bookings = await Booking.query({ client: trx })
      .whereIn('id', bookingIds)
      .where('status', 'cancelled')
      .where('updated_at', '>=', erasure.decidedAt?.toJSDate() ?? new Date())
      .whereRaw('starts_at > clock_timestamp()')
      .orderBy('startsAt')
    return bookings.map(({ id }) => id)
  }

  private async tell(
    trx: Transaction,
    { erasure, cancelled, by }: { erasure: Erasure; cancelled: number[]; by: By }
  ) {
    const { businessId, clientId, counts } = erasure
    await recordAudit(trx, {
      ...{ businessId, by, action: 'client.erased', subjectType: 'client' },
      ...{ subjectId: clientId ?? 0, changes: counts },
    })
    const client = { type: 'client' as const, id: clientId ?? 0 }
    const told = await owe(trx, clientErased, { businessId, subject: client, by })
    if (erasure.email === null || !erasure.tellsClient) {
      await erasure.merge({ email: null, clientName: null }).save()
      return told
    }
    const subject = { type: 'erasure' as const, id: erasure.id }
    const data = { cancelled }
    return [...told, ...(await owe(trx, erasureDone, { businessId, subject, data, by }))]
  }
}

function countsOf(traces: Traces) {
  return {
    clients: traces.clientIds.length,
    bookings: traces.bookingIds.length,
    waitlist: traces.entryIds.length,
    enquiries: traces.enquiryIds.length,
  }
}
