import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { NotFree } from '#claims'
import { moveQuestion, type Mover } from '#queries/bookings/move_question'
import { refusalCode } from '#scheduling/reasons/refusal_code'
import { anyMinute } from '#scheduling/rules/owner_terms'
import { findSlots } from '#scheduling/slots/slots'
import type { Instant, Question, Slot } from '#scheduling/types'

interface Start {
  startsAt: Instant
  now: DateTime
  /** It was agreed on before, so the steps of the service do not bind it. */
  isAgreed?: boolean
}

/** Hours, limits and taken time are checked once more, with the hosts locked. */
export async function findStart(
  trx: Transaction,
  mover: Mover,
  { startsAt, now, isAgreed = false }: Start
): Promise<{ question: Question; slot: Slot | undefined }> {
  const range = { start: startsAt, end: startsAt + 1 }
  const asked = await moveQuestion(mover, range, now.toMillis(), trx)
  const question = isAgreed ? anyMinute(asked) : asked
  return { question, slot: findSlots(question).at(0) }
}

export async function requireStart(
  trx: Transaction,
  mover: Mover,
  start: Start
): Promise<{ question: Question; slot: Slot }> {
  const { question, slot } = await findStart(trx, mover, start)
  if (!slot) throw new NotFree(refusalCode(question, start.startsAt))
  return { question, slot }
}
