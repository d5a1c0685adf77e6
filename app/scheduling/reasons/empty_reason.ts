import { type PublicReason, publicReason } from './public_reason.js'
import { explainerOf } from './reasons.js'
import type { Question, Span } from '#scheduling/types'

/** The first in this list explains a whole span best: `taken` means that all else was fine. */
const TELLING: PublicReason['code'][] = [
  'taken',
  'too_far',
  'too_early',
  'too_soon',
  'not_offered',
  'outside_hours',
  'not_bookable',
]

/** The most telling among the span's start times or, without any, that of its beginning. */
export function emptyReason(question: Question, span: Span): PublicReason {
  const explainer = explainerOf(question, span)
  let best: PublicReason | null = null
  for (const start of explainer.gridStarts) {
    const reason = publicReason(explainer.reasonsAt(start), question)
    if (reason && (!best || isMoreTelling(reason, best))) best = reason
    if (best?.code === 'taken') break
  }
  best ??= publicReason(explainer.reasonsAt(span.start), question)
  return best ?? { code: 'outside_hours' }
}

function isMoreTelling(one: PublicReason, other: PublicReason): boolean {
  return TELLING.indexOf(one.code) < TELLING.indexOf(other.code)
}
