import { setAsideRules } from './set_aside.js'
import type { Question } from '#scheduling/types'

/**
 * For the business itself, whom nothing binds that binds clients alone. It is offered the steps of
 * the grid, but where it names one start, any minute will do.
 */
export function asBusiness<Asked extends Question>(question: Asked): Asked {
  const { start, end } = question.range
  const isNamed = end - start === 1
  return setAsideRules(question, isNamed ? ['clients', 'steps'] : ['clients'])
}
