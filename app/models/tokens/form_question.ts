import { createHmac } from 'node:crypto'
import { linkKey } from '#config/app'

export const LARGEST_NUMBER = 18

/** Asked in words, of whoever may be a program; a person solves it in the head. */
export interface FormQuestion {
  kind: 'plus' | 'minus'
  first: number
  second: number
}

/** A stamp always gets the same question, and no other stamp gets it. */
export function formQuestion(nonce: string): FormQuestion {
  const bytes = createHmac('sha256', linkKey).update(`question\n${nonce}`).digest()
  const [kind, one, other] = bytes
  const second = 2 + (one % 8)
  return kind % 2 === 0
    ? { kind: 'plus', first: 2 + (other % 8), second }
    : { kind: 'minus', first: second + 1 + (other % 9), second }
}

export function answerTo({ kind, first, second }: FormQuestion): number {
  return kind === 'plus' ? first + second : first - second
}
