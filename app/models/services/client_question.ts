// prettier-ignore
export const QUESTION_TYPES = [
  'text', 'long_text', 'email', 'phone', 'number', 'url', 'date',
  'select', 'radio', 'checkboxes', 'consent',
] as const

export type QuestionType = (typeof QUESTION_TYPES)[number]

export interface ClientQuestion {
  /** The field's name in forms and in the API; it stays when the wording changes. */
  key: string
  type: QuestionType
  label: string
  help: string | null
  isRequired: boolean
  maxLength: number | null
  options: string[]
}

/** Kept with the wording that it answers: a question changed later changes no booking. */
export interface ClientAnswer {
  question: string
  answer: string
}

export function isChoice({ type }: Pick<ClientQuestion, 'type'>): boolean {
  return type === 'select' || type === 'radio' || type === 'checkboxes'
}
