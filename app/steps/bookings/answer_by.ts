import type { DateTime } from 'luxon'
import { latestAnswer } from '#scheduling/rules/latest_answer'

export function answerBy(startsAt: DateTime, now: DateTime, atMost: DateTime): DateTime {
  const latest = latestAnswer(startsAt.toMillis(), now.toMillis(), atMost.toMillis())
  return now.plus({ milliseconds: latest - now.toMillis() })
}
