import { createHmac } from 'node:crypto'
import { linkKey } from '#config/app'

/** Of those that a question or its answer has. */
export const LARGEST_NUMBER = 18

/** A sum that a person does in the head; asked in words, and of whoever may be a program. */
export interface FormQuestion {
  kind: 'plus' | 'minus'
  first: number
  second: number
}

/** The question that goes with a stamp: the same however often it is asked, and with no other stamp. */
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
