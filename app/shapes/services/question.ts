import type { ClientQuestion } from '#models/services/client_question'

export function presentQuestion({ isRequired, maxLength, ...question }: ClientQuestion) {
  return { ...question, is_required: isRequired, max_length: maxLength }
}
