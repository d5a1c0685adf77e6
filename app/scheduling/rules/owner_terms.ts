import type { Question } from '#scheduling/types'

/** A booking that exists may begin at any minute of the openings. */
export function anyMinute(question: Question): Question {
  const rules = { ...question.rules, slotIntervalMinutes: 1, startTimes: null }
  return { ...question, rules }
}

/**
 * What is booked already the business may move at short notice, far ahead, and while it takes no
 * new bookings. Hours, limits and taken time still count.
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
