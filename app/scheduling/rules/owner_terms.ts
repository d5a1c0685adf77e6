import type { Question } from '#scheduling/types'

/** Of a time that is booked already: it may begin at any minute that the openings have. */
export function anyMinute(question: Question): Question {
  const rules = { ...question.rules, slotIntervalMinutes: 1, startTimes: null }
  return { ...question, rules }
}

/**
 * The same question as the business itself may ask it: what is booked already may be moved at short
 * notice, far ahead, and while no new bookings are taken. Hours, limits and what is taken hold.
 */
export function ownerTerms(question: Question): Question {
  const { rules, sessions } = question
  return {
    ...question,
    rules: {
      ...rules,
      minimumNoticeMinutes: 0,
      horizonDays: null,
      bookableFrom: null,
      bookableUntil: null,
      isActive: true,
    },
    ...(sessions && {
      sessions: sessions.map((each) => ({ ...each, deadline: each.start, isBookable: true })),
    }),
  }
}
