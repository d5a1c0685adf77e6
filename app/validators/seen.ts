import { cleanText } from '#formats/words/text'
import { submittedVersion } from '#validators/form'

const MOST_CHARACTERS = 500

type Body = Record<string, unknown>

/** What a page showed of a booking, in its words; null where it did not say. */
export function submittedShown({ shown }: Body): string | null {
  if (typeof shown !== 'string' || shown === '') return null
  return cleanText(shown).slice(0, MOST_CHARACTERS)
}

/** The same of a list, where the fields of each row end in its booking's number. */
export function seenInRow(body: Body, bookingId: number) {
  const [version, shown] = [body.versions, body.shown].map((rows) => rowOf(rows, bookingId))
  return { version: submittedVersion({ version }), shown: submittedShown({ shown }) }
}

function rowOf(rows: unknown, bookingId: number): unknown {
  return rows !== null && typeof rows === 'object' ? (rows as Body)[`b${bookingId}`] : undefined
}
