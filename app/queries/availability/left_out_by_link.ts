import type { PageBusiness, PageService } from '#queries/pages/find_business_page'
import { loadQuestion } from '#queries/availability/load_availability'
import { type PublicReason, publicReason } from '#scheduling/reasons/public_reason'
import { explainerOf } from '#scheduling/reasons/reasons'
import { findSlots } from '#scheduling/slots/slots'
import { onlyAt } from '#scheduling/time/spans'
import { dateAt, daySpan } from '#scheduling/time/zones'
import type { Instant, Question, Span } from '#scheduling/types'

interface Asked {
  business: PageBusiness
  service: PageService
  hostId: number | null
  durationMinutes: number | null
  now: Instant
}

const CLOSED: (PublicReason['code'] | undefined)[] = [
  'outside_hours',
  'not_offered',
  'not_bookable',
]

/** Whether something is free in the span for whoever comes without the link. */
export async function isFreeWithoutLink(asked: Asked, span: Span): Promise<boolean> {
  const question = await questionWithoutLink(asked, span)
  return question !== null && findSlots(question).length > 0
}

/** Whether a start in the span is closed by nothing but the link: free or not, the hours have it. */
export async function isClosedByLink(asked: Asked, span: Span): Promise<boolean> {
  const question = await questionWithoutLink(asked, span)
  return question !== null && hasHours(question, span)
}

/** The same of a moment that is not on offer, or of its whole day, which the link may leave out. */
export async function isLeftOutAt(asked: Asked, at: Instant, timeZone: string): Promise<boolean> {
  const day = daySpan(dateAt(timeZone, at), timeZone)
  const question = await questionWithoutLink(asked, day)
  if (!question) return false
  if (hasHours(question, onlyAt(at))) return true
  return hasHours(question, day) && !hasHours(await loadQuestion({ ...asked, range: day }), day)
}

function hasHours(question: Question, span: Span): boolean {
  const explainer = explainerOf(question, span)
  const reasonAt = (start: Instant) => publicReason(explainer.reasonsAt(start), question)
  return explainer.gridStarts.some((start) => !CLOSED.includes(reasonAt(start)?.code))
}

/** Null where no link of the owner's own led here: a team page has no rules of its own. */
async function questionWithoutLink(
  { service, ...asked }: Asked,
  range: Span
): Promise<Question | null> {
  const { link } = service
  if (!link || (link.linkId ?? link.oneTimeLinkId) === null) return null
  return loadQuestion({ ...asked, service, link: null, durationMinutes: null, range })
}
