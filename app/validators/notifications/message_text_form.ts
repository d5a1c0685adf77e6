import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import { linksIn } from '#formats/words/formatted_text'
import { hasVariable, looseBrace, unknownVariables } from '#formats/words/variables'
import { OWN_PARTS, type OwnParts } from '#models/notifications/message_text'
import { id, prose, seen } from '#validators/rules'

/** The same limits as those of the database. */
export const MOST_IN_SUBJECT = 200
export const MOST_IN_TEXT = 3000

const written = (names: readonly string[]) => names.map((name) => `{${name}}`).join(', ')

const namesWhatIsKnown = vine.createRule<{ known: readonly string[] }>(
  (value, { known }, field) => {
    const text = String(value)
    const loose = looseBrace(text)
    if (loose !== null) {
      const example = `{${known[0]}}`
      field.report('{loose} names nothing', 'looseBrace', field, { loose, example })
      return
    }
    const unknown = unknownVariables(text, known)
    if (unknown.length === 0) return
    const values = { unknown: unknown.join(', '), known: written(known) }
    field.report('Nothing is known by {unknown}', 'unknownVariable', field, values)
  }
)

/** Where a link leads, and what it is called, is the same in every mail. */
const linksNameNothing = vine.createRule((value, _, field) => {
  const link = linksIn(String(value)).find(hasVariable)
  if (link !== undefined) field.report('{link} has a variable', 'variableInLink', field, { link })
})

const isOneLine = vine.createRule((value, _, field) => {
  if (String(value).includes('\n')) field.report('It is one line', 'oneLine', field)
})

function messageTextValidator(known: readonly string[]) {
  const names = () => namesWhatIsKnown({ known })
  const text = () => prose(MOST_IN_TEXT).use(names()).use(linksNameNothing()).optional()
  return vine.create({
    subject: vine
      .string()
      .trim()
      .use(seen())
      .maxLength(MOST_IN_SUBJECT)
      .use(isOneLine())
      .use(names())
      .optional(),
    opening: text(),
    closing: text(),
  })
}

type Validator = ReturnType<typeof messageTextValidator>

const made = new Map<string, Validator>()

/** For a message whose texts may name these. */
export function textValidatorOf(known: readonly string[]): Validator {
  const key = known.join()
  const validator = made.get(key) ?? messageTextValidator(known)
  made.set(key, validator)
  return validator
}

export function ownPartsOf(typed: Infer<Validator>): OwnParts {
  const { subject, opening, closing } = typed
  return { subject: subject || null, opening: opening || null, closing: closing || null }
}

export function typedParts(parts: OwnParts): Record<string, string> {
  return Object.fromEntries(OWN_PARTS.map((part) => [part, parts[part] ?? '']))
}

export const LOOKS = ['light', 'dark', 'text'] as const
export type MessageLook = (typeof LOOKS)[number]

/** With which booking it is looked at, and how. */
export const lookQuery = vine.create({
  look: vine.enum(LOOKS).optional(),
  booking: id().optional(),
})
