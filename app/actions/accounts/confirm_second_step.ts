import { DateTime } from 'luxon'
import EndSignIns from '#actions/accounts/end_sign_ins'
import { writeRecoveryCodes } from '#diary'
import SecondStep from '#models/accounts/second_step'
import { stepOfCode } from '#models/tokens/one_time_code'
import { inTransaction } from '#transactions'

interface Confirmation {
  userId: number
  code: string
  now: number
}

export type Confirmed = { recoveryCodes: string[] } | 'wrong_code' | 'not_started'

/** From then on it is asked for; whoever is signed in without it is signed out. */
export default class ConfirmSecondStep {
  handle({ userId, code, now }: Confirmation): Promise<Confirmed> {
    return inTransaction(async (trx) => {
      const step = await SecondStep.query({ client: trx }).where({ userId }).forUpdate().first()
      if (!step || step.confirmedAt || step.key === null) return 'not_started'
      const shown = stepOfCode(step.key, code, now)
      if (shown === null) return 'wrong_code'
      await step.merge({ confirmedAt: DateTime.fromMillis(now), lastStep: shown }).save()
      await new EndSignIns().handle({ userId }, trx)
      return { recoveryCodes: await writeRecoveryCodes(trx, userId) }
    })
  }
}
