import { cleanText } from '#formats/words/text'
import { submittedVersion } from '#validators/form'

const MOST_CHARACTERS = 500

type Body = Record<string, unknown>

export function submittedShown({ shown }: Body): string | null {
  if (typeof shown !== 'string' || shown === '') return null
  return cleanText(shown).slice(0, MOST_CHARACTERS)
}

/** In a list the name of each field ends in its booking's number. */
export function seenInRow(body: Body, bookingId: number) {
  const [version, shown] = [body.versions, body.shown].map((rows) => rowOf(rows, bookingId))
  return { version: submittedVersion({ version }), shown: submittedShown({ shown }) }
}

function rowOf(rows: unknown, bookingId: number): unknown {
  return rows !== null && typeof rows === 'object' ? (rows as Body)[`b${bookingId}`] : undefined
}
