import type { Question } from '#scheduling/types'

/** A booking that exists may begin at any minute of the openings. */
export function anyMinute(question: Question): Question {
  const rules = { ...question.rules, slotIntervalMinutes: 1, startTimes: null }
  return { ...question, rules }
}

/** At short notice, far ahead and while closed; hours, limits and taken time still count. */
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
