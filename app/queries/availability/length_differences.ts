import { lengthsOf, type OfferedService, serviceRules } from '#queries/services/service_rules'
import { type Difference, differenceOf } from '#scheduling/scenarios/comparison'
import { rulesOf } from '#scheduling/rules/effective_rules'
import { nextOpening } from '#scheduling/slots/slots'
import type { Question } from '#scheduling/types'

export interface LengthDifference extends Difference {
  minutes: number | null
}

interface QuestionedService extends OfferedService {
  question: Question
}

export function lengthDifferences(
  before: QuestionedService | null,
  after: QuestionedService
): LengthDifference[] {
  const [had, has] = [before ? lengthsOf(before) : [], lengthsOf(after)]
  if (had.length <= 1 && has.length === 1) {
    const former = before?.question ?? nothing(after.question)
    return [{ minutes: null, ...differenceOf(former, after.question) }]
  }
  const lengths = [...new Set([...had, ...has])].sort((one, other) => one - other)
  return lengths.map((minutes) => ({
    minutes,
    ...differenceOf(
      before ? ofLength(before, minutes) : nothing(after.question),
      ofLength(after, minutes)
    ),
  }))
}

/** Of any of its lengths, as far ahead as bookings go. */
export function hasTimes(questioned: QuestionedService): boolean {
  return lengthsOf(questioned).some((minutes) => {
    const question = ofLength(questioned, minutes)
    return nextOpening(question, question.now) !== null
  })
}

function ofLength(questioned: QuestionedService, minutes: number): Question {
  const { service, business, question, link } = questioned
  if (!lengthsOf(questioned).includes(minutes)) return nothing(question)
  return { ...question, rules: rulesOf(serviceRules(service, business, minutes, link)) }
}

function nothing(question: Question): Question {
  return { ...question, hosts: [], ...(question.sessions && { sessions: [] }) }
}
