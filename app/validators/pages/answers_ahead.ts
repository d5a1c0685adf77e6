import type { ClientQuestion } from '#models/services/client_question'
import { cleanText } from '#formats/words/text'

const PREFIX = 'q_'
const LONGEST = 2000

type KeyedQuestion = Pick<ClientQuestion, 'key'>

/** What an address would fill in of questions, by their keys, as `q_level=Beginner`; of no others. */
export function answersAhead(
  questions: readonly KeyedQuestion[],
  query: Record<string, unknown>
): Record<string, string> {
  const named = questions.flatMap(({ key }) => {
    const value = query[PREFIX + key]
    const typed = Array.isArray(value) ? value.join(', ') : value
    const isFilled = typeof typed === 'string' && typed !== '' && typed.length <= LONGEST
    return isFilled ? [[PREFIX + key, cleanText(typed)]] : []
  })
  return Object.fromEntries(named)
}

/** As the form of the details names them. */
export function answersTyped(
  questions: readonly ClientQuestion[],
  given: (question: ClientQuestion) => string | undefined
): Record<string, string> {
  const typed = questions.flatMap((question) => {
    const { key, type, options } = question
    const answer = given(question)
    // Consent is given anew.
    if (answer === undefined || type === 'consent') return []
    if (type !== 'checkboxes') return [[`answers.${key}`, answer]]
    const ticked = options.filter((option) => answer.split(', ').includes(option))
    return ticked.map((option, index) => [`answers.${key}.${index}`, option])
  })
  return Object.fromEntries(typed)
}

export function answerAhead(
  { key }: KeyedQuestion,
  ahead: Record<string, string>
): string | undefined {
  return ahead[PREFIX + key]
}
