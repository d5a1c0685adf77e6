/** What a client is asked beside name and address. */

// prettier-ignore
const QUESTION_TYPES = [
  'text', 'long_text', 'email', 'phone', 'number', 'url', 'date',
  'select', 'radio', 'checkboxes', 'consent',
] as const

export type QuestionType = (typeof QUESTION_TYPES)[number]

export interface ClientQuestion {
  /** Names the field in forms and in the API; stays when the wording changes. */
  key: string
  type: QuestionType
  label: string
  help: string | null
  isRequired: boolean
  /** Of what can be typed freely. */
  maxLength: number | null
  /** Of a select, radio buttons or checkboxes. */
  options: string[]
}

/** Frozen with the wording it answers: a question changed later changes no booking. */
export interface ClientAnswer {
  question: string
  answer: string
}

export function isChoice({ type }: Pick<ClientQuestion, 'type'>): boolean {
  return type === 'select' || type === 'radio' || type === 'checkboxes'
}
