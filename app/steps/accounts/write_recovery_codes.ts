import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { keyedHash } from '#models/tokens/keyed_hash'
import { newRecoveryCode } from '#models/tokens/one_time_code'

const CODES = 10

/** In place of those before. They are shown once; only their hashes are kept. */
export async function writeRecoveryCodes(trx: Transaction, userId: number): Promise<string[]> {
  const codes = Array.from({ length: CODES }, newRecoveryCode)
  await trx.from('recovery_codes').where('user_id', userId).delete()
  await trx.table('recovery_codes').multiInsert(
    codes.map((code) => ({
      user_id: userId,
      code_hash: keyedHash('recovery', String(userId), code),
    }))
  )
  return codes
}
