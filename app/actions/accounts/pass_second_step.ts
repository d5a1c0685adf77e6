import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import SecondStep from '#models/accounts/second_step'
import { keyedHash } from '#models/tokens/keyed_hash'
import { stepOfCode } from '#models/tokens/one_time_code'
import { inTransaction, lockRow, sql } from '#transactions'

interface Pass {
  userId: number
  /** From the app, or one of the recovery codes. */
  code: string
  now: number
}

/** Each code lets somebody in once, of two who send it together too. */
export default class PassSecondStep {
  handle({ userId, code, now }: Pass): Promise<boolean> {
    return inTransaction(async (trx) => {
      const step = await lockRow(trx, SecondStep, { userId })
      if (!step?.confirmedAt) return false
      const typed = code.replaceAll(/\s/g, '')
      const shown = step.key === null ? null : stepOfCode(step.key, typed, now)
      if (shown === null) return this.spend(trx, userId, typed)
      if (shown <= step.lastStep) return false
      await step.merge({ lastStep: shown }).save()
      return true
    })
  }

  private async spend(trx: Transaction, userId: number, code: string): Promise<boolean> {
    const letters = code.replaceAll('-', '').toLowerCase()
    const hash = keyedHash('recovery', String(userId), letters.match(/.{1,4}/g)?.join('-') ?? '')
    const spent = await sql(
      trx,
      `update recovery_codes set used_at = now()
       where user_id = :userId and code_hash = :hash and used_at is null returning user_id`,
      { userId, hash }
    )
    return spent.length > 0
  }
}
