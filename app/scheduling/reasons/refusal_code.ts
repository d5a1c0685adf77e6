import { foremostReason } from '#scheduling/reasons/public_reason'
import { explain } from '#scheduling/reasons/reasons'
import { findSlots } from '#scheduling/slots/slots'
import type { Instant, Question, Reason, ReasonCode } from '#scheduling/types'

export type UnavailableCode =
  | 'slot_taken'
  | 'too_soon'
  | 'too_far'
  | 'outside_hours'
  | 'not_a_start_time'
  | 'limit_day'
  | 'limit_week'
  | 'inactive'
  | 'too_few_places'

const CODES: Record<ReasonCode, UnavailableCode> = {
  inactive: 'inactive',
  no_host: 'inactive',
  past_deadline: 'too_soon',
  too_soon: 'too_soon',
  too_early: 'too_soon',
  too_far: 'too_far',
  closed_that_day: 'outside_hours',
  outside_hours: 'outside_hours',
  blocked: 'outside_hours',
  does_not_fit: 'outside_hours',
  not_a_start: 'not_a_start_time',
  busy: 'slot_taken',
  buffer: 'slot_taken',
  full: 'slot_taken',
  day_limit: 'limit_day',
  week_limit: 'limit_week',
}

export function refusalCode(question: Question, startsAt: Instant): UnavailableCode {
  const foremost = foremostReason(explain(question, startsAt), question.mode)
  if (foremost?.code === 'full' && hasAnyPlace(question, startsAt)) return 'too_few_places'
  return foremost ? CODES[foremost.code] : 'slot_taken'
}

/** Of one host's own reasons; null where there are none. */
export function unavailableCode(reasons: readonly Reason[]): UnavailableCode | null {
  const foremost = foremostReason(reasons, 'any')
  return foremost && CODES[foremost.code]
}

function hasAnyPlace(question: Question, startsAt: Instant): boolean {
  const [slot] = findSlots({ ...question, seatsWanted: 1 })
  return slot?.start === startsAt
}
