import db from '@adonisjs/lucid/services/db'
import type Booking from '#models/bookings/booking'
import type { ClientQuestion } from '#models/services/client_question'
import type { ChosenTime } from '#pages/guest/opened'
import { findByEarlierProof } from '#queries/bookings/returning_client'
import { answerAhead, answersTyped } from '#validators/pages/answers_ahead'

/** Who they are, as far as the address, a link or an earlier mail tells. */
export async function prefilledDetails({
  business,
  service,
  prefills,
  returnProof,
}: ChosenTime): Promise<Record<string, string>> {
  const { recipient } = service.link ?? {}
  const client = db.connection()
  const earlier =
    returnProof === null ? null : await findByEarlierProof(client, business.id, returnProof)
  return {
    seats: '1',
    ...(earlier?.status === 'cancelled' && typedBefore(earlier, service.questions)),
    client_name: prefills.name ?? recipient?.name ?? earlier?.clientName ?? '',
    client_email: prefills.email ?? recipient?.email ?? earlier?.clientEmail ?? '',
    client_phone: prefills.phone ?? earlier?.clientPhone ?? '',
    ...(prefills.notes !== undefined && { notes: prefills.notes }),
    ...answersTyped(service.questions, (question) => answerAhead(question, prefills.answers)),
  }
}

/** What a booking that was called off had beside name and address, as its form wrote it. */
function typedBefore(
  { seats, notes, answers }: Booking,
  questions: readonly ClientQuestion[]
): Record<string, string> {
  const given = new Map(answers.map(({ question, answer }) => [question, answer]))
  const typed = answersTyped(questions, ({ label }) => given.get(label))
  return { seats: String(seats), notes: notes ?? '', ...typed }
}
