import SecondStep from '#models/accounts/second_step'
import { sql } from '#transactions'
import db from '@adonisjs/lucid/services/db'

/** Null where none was begun. */
export function findSecondStep(userId: number): Promise<SecondStep | null> {
  return SecondStep.find(userId)
}

export async function asksForSecondStep(userId: number): Promise<boolean> {
  const step = await findSecondStep(userId)
  return step !== null && step.confirmedAt !== null
}

export async function recoveryCodesLeft(userId: number): Promise<number> {
  const [{ count }] = await sql<{ count: number }>(
    db.connection(),
    'select count(*)::int as count from recovery_codes where user_id = :userId and used_at is null',
    { userId }
  )
  return count
}
