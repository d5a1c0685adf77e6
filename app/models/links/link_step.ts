/** Of the form of a link, in their order; what is set is shown last. */
export const LINK_STEPS = ['basics', 'availability', 'duration', 'limits', 'template'] as const

export type LinkStep = (typeof LINK_STEPS)[number]

export const REVIEW = LINK_STEPS.length + 1

/** That which comes next; null is the last, where all is shown. */
export function stepAfter(step: LinkStep): LinkStep | null {
  return LINK_STEPS.at(LINK_STEPS.indexOf(step) + 1) ?? null
}

export function numberOf(step: LinkStep): number {
  return LINK_STEPS.indexOf(step) + 1
}

/** With those that may be gone back to. */
export function stepLine(at: LinkStep | null, reached: number) {
  const current = at === null ? REVIEW : numberOf(at)
  return [...LINK_STEPS, 'review' as const].map((step, index) => ({
    step,
    isCurrent: index + 1 === current,
    isPassed: index + 1 < Math.max(reached, current),
  }))
}
