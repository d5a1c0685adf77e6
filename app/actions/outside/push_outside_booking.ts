import moving from '#config/moving'
import Booking from '#models/bookings/booking'
import CalcomBridge from '#models/outside/calcom_bridge'
import type OutsideBooking from '#models/outside/outside_booking'
import { retryDelaySeconds } from '#outbox'
import { changeAtCalcom, type CalcomAnswer } from '#services/calcom/calcom_api'
import { endOutsideLease, leaseOutside, postponeOutside } from '#steps'

export type PushOutcome = CalcomAnswer['outcome'] | 'not_due'

/** Tells Cal.com of a move or a cancellation made here: it is brought to how the booking stands now. */
export default class PushOutsideBooking {
  async handle({ outsideId }: { outsideId: number }): Promise<PushOutcome> {
    const outside = await leaseOutside(outsideId, 'settled')
    if (!outside) return 'not_due'
    const booking = await Booking.findBy({ outsideBookingId: outsideId })
    const bridge = await CalcomBridge.findBy({ businessId: outside.businessId })
    if (!booking || outside.isAs(booking)) {
      await endOutsideLease(outside, { state: 'settled' })
      return 'not_due'
    }
    const key = bridge?.openKey
    if (!key) return this.giveUp(outside, 'no_key')

    const isCancelled = booking.status === 'cancelled'
    const to = isCancelled ? null : booking.startsAt.toMillis()
    const answer = await changeAtCalcom({ key, uid: outside.uid, to })
    if (answer.outcome === 'refused') return this.giveUp(outside, answer.problem)
    if (answer.outcome === 'later') {
      if (outside.attempts >= moving.mostAttempts) return this.giveUp(outside, answer.problem)
      const usual = retryDelaySeconds(outside.attempts, Math.random())
      await postponeOutside(outside, Math.max(usual, Math.min(answer.seconds ?? 0, 86_400)))
      return 'later'
    }
    const { startsAt, endsAt } = booking
    const times = isCancelled ? {} : { startsAt: startsAt.toJSDate(), endsAt: endsAt.toJSDate() }
    const standing = { uid: answer.uid, isCancelled, ...times }
    await endOutsideLease(outside, { state: 'settled', standing })
    return 'done'
  }

  private async giveUp(outside: OutsideBooking, pushProblem: string): Promise<'refused'> {
    await endOutsideLease(outside, { state: 'settled', pushProblem })
    return 'refused'
  }
}
