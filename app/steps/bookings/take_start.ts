import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { giveUpPauses } from '#claims'
import type { OwedMail } from '#outbox'
import { refusalCode, type UnavailableCode } from '#scheduling/reasons/refusal_code'
import { startAnyway } from '#scheduling/reasons/start_anyway'
import { type WantedBooking, writeBooking } from './write_booking.js'
import { giveUpTimes } from '../links/offered_times.js'
import type Booking from '#models/bookings/booking'
import { loadQuestion } from '#queries/availability/load_availability'
import { bookAnyway } from '#scheduling/rules/book_anyway'
import { withKeptSeats } from '#scheduling/slots/sessions'
import { findSlots } from '#scheduling/slots/slots'
import { onlyAt } from '#scheduling/time/spans'
import type { Instant } from '#scheduling/types'

export interface Wanted extends WantedBooking {
  startsAt: Instant
  sessionId: number | null
  durationMinutes: number | null
  /** The business itself takes it. */
  isOwner?: boolean
  /** Against the business's own rules, where it has to be. */
  isAnyway?: boolean
  /** It was kept for them. */
  isOffered?: boolean
}

export type StartOutcome =
  | { outcome: 'taken'; booking: Booking; owed: OwedMail[] }
  | { outcome: 'refused'; code: UnavailableCode }

/** Call it with the hosts locked, and with the clock that was read under the locks. */
export async function takeStart(trx: Transaction, wanted: Wanted): Promise<StartOutcome> {
  const { startsAt, sessionId, now, isAnyway = false } = wanted
  const range = onlyAt(startsAt)
  const loaded = await loadQuestion({ ...wanted, range, now: now.toMillis() }, trx)
  const question = wanted.isOffered ? withKeptSeats(loaded) : loaded
  const offered = findSlots(question).find(
    (each) => sessionId === null || each.sessionId === sessionId
  )
  const anyway = offered || !isAnyway ? null : startAnyway(question)
  const slot = offered ?? anyway?.slot
  if (!slot) {
    const judged = isAnyway ? bookAnyway(question) : question
    return { outcome: 'refused', code: refusalCode(judged, startsAt) }
  }

  if (wanted.link) await giveUpTimes(trx, wanted.link)
  const overrides = [...(wanted.overrides ?? []), ...(anyway?.setAside ?? [])]
  if (anyway) await giveUpPauses(trx, anyway)
  const asked = anyway?.question ?? question
  const taken = await writeBooking(trx, { ...wanted, overrides, question: asked, slot })
  return taken ? { outcome: 'taken', ...taken } : { outcome: 'refused', code: 'slot_taken' }
}
