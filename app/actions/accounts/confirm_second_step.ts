import { DateTime } from 'luxon'
import EndSignIns from '#actions/accounts/end_sign_ins'
import { writeRecoveryCodes } from '#steps'
import SecondStep from '#models/accounts/second_step'
import { stepOfCode } from '#models/tokens/one_time_code'
import { oweAccountMail, wakeDeliveries } from '#outbox'
import { inTransaction, lockRow } from '#transactions'

interface Confirmation {
  userId: number
  code: string
  now: number
  requestId: string | null
}

export type Confirmed = { recoveryCodes: string[] } | 'wrong_code' | 'not_started'

/** From then on it is asked for; whoever is signed in without it is signed out. */
export default class ConfirmSecondStep {
  async handle({ userId, code, now, requestId }: Confirmation): Promise<Confirmed> {
    const confirmed = await inTransaction(async (trx) => {
      const step = await lockRow(trx, SecondStep, { userId })
      if (!step || step.confirmedAt || step.key === null) return 'not_started'
      const shown = stepOfCode(step.key, code, now)
      if (shown === null) return 'wrong_code'
      await step.merge({ confirmedAt: DateTime.fromMillis(now), lastStep: shown }).save()
      await new EndSignIns().handle({ userId }, trx)
      const recoveryCodes = await writeRecoveryCodes(trx, userId)
      const owed = await oweAccountMail(trx, {
        ...{ userId, requestId },
        ...{ type: 'second_step_changed', data: { change: 'on' } },
      })
      return { recoveryCodes, owed }
    })
    if (typeof confirmed === 'string') return confirmed
    await wakeDeliveries(confirmed.owed, requestId)
    return { recoveryCodes: confirmed.recoveryCodes }
  }
}
