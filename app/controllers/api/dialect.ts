import { Refusal } from '#exceptions/refusal'

/** The names that an address has for fields, each with ours. */
export type Dialect = Readonly<Record<string, string>>

/** Booking links (seed 000). */
export const LINK_WORDS: Dialect = {
  from: 'start_date',
  to: 'end_date',
  duration: 'duration_minutes',
  tz: 'time_zone',
}

/** Meetings (seed 002). */
export const MEETING_WORDS: Dialect = {
  attendee_name: 'client_name',
  attendee_email: 'client_email',
  attendee_phone: 'client_phone',
  start_time: 'starts_at',
  timezone: 'time_zone',
}

/** Takes either name; what is refused is named as it was sent. */
export async function inDialect<Answer>(
  dialect: Dialect,
  sent: Record<string, unknown>,
  answer: (input: Record<string, unknown>) => Promise<Answer>
): Promise<Answer> {
  const theirs = Object.entries(dialect).filter(([, ours]) => !Object.hasOwn(sent, ours))
  const entries = Object.entries(sent).map(([name, value]) => [
    theirs.find(([their]) => their === name)?.[1] ?? name,
    value,
  ])
  try {
    return await answer(Object.fromEntries(entries))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw error.renamed(new Map(theirs.map(([their, ours]) => [`/${ours}`, `/${their}`])))
  }
}
