import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { giveUpPauses, NotFree } from '#claims'
import { moveQuestion, type Mover } from '#queries/bookings/move_question'
import { refusalCode } from '#scheduling/reasons/refusal_code'
import { type SetAside, startAnyway } from '#scheduling/reasons/start_anyway'
import { bookAnyway } from '#scheduling/rules/book_anyway'
import { findSlots } from '#scheduling/slots/slots'
import { onlyAt } from '#scheduling/time/spans'
import type { Instant, Question, Slot } from '#scheduling/types'

interface Start {
  startsAt: Instant
  now: DateTime
  /** Against the business's own rules, where it has to be. */
  isAnyway?: boolean
}

interface FoundStart {
  question: Question
  slot: Slot
  setAside: SetAside[]
}

/** Hours, limits and taken time are checked once more, with the hosts locked. */
export async function findStart(
  trx: Transaction,
  mover: Mover,
  { startsAt, now }: Start
): Promise<{ question: Question; slot: Slot | undefined }> {
  const range = onlyAt(startsAt)
  const question = await moveQuestion(mover, range, now.toMillis(), trx)
  return { question, slot: findSlots(question).at(0) }
}

export async function requireStart(
  trx: Transaction,
  mover: Mover,
  start: Start
): Promise<FoundStart> {
  const { question, slot } = await findStart(trx, mover, start)
  if (slot) return { question, slot, setAside: [] }
  const anyway = start.isAnyway ? startAnyway(question) : null
  if (anyway) {
    await giveUpPauses(trx, anyway)
    return anyway
  }
  const judged = start.isAnyway ? bookAnyway(question) : question
  throw new NotFree(refusalCode(judged, start.startsAt))
}
