import type { ClientQuestion } from '#models/services/client_question'

/** As the API tells a question; `key` names its answer in what is posted. */
export function presentQuestion({ isRequired, maxLength, ...question }: ClientQuestion) {
  return { ...question, is_required: isRequired, max_length: maxLength }
}
