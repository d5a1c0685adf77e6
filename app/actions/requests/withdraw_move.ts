import {
  type WantedChange,
  changeBooking,
  closeMoveRequest,
  lockBooking,
  lockWaitingMove,
} from '#steps'

/** Safe to repeat. */
export default class WithdrawMove {
  async handle(withdrawal: Pick<WantedChange, 'businessId' | 'bookingId' | 'by'>): Promise<void> {
    const { by } = withdrawal
    await changeBooking(withdrawal, {
      lock: (trx) => lockBooking(trx, withdrawal),
      change: async (trx, { booking, now }) => {
        const move = await lockWaitingMove(trx, booking)
        if (!move?.canBeDecided(now)) return { outcome: 'not_possible' }
        await closeMoveRequest(trx, { booking, move, to: 'withdrawn', by })
        return { outcome: 'withdrawn' }
      },
    })
  }
}
