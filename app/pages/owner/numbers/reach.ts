import { VISIT_STEPS, type VisitStep } from '#models/visits/look'

interface Reach {
  step: number
  sawNoTimes: boolean
  visits: number
}

/** How many visits took each step, and how many were shown that no time is free. */
export interface Reached extends Record<VisitStep, number> {
  noTimes: number
}

const STEPS = Object.entries(VISIT_STEPS) as [VisitStep, number][]

/** Whoever took a step took those before it. */
export function reachedBy(rows: readonly Reach[]): Reached {
  const count = (isMeant: (row: Reach) => boolean) =>
    rows.filter(isMeant).reduce((sum, { visits }) => sum + visits, 0)
  const taken = STEPS.map(([name, number]) => [name, count(({ step }) => step >= number)])
  return { ...Object.fromEntries(taken), noTimes: count(({ sawNoTimes }) => sawNoTimes) }
}
