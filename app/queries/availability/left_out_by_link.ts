import type { PageBusiness, PageService } from '#queries/pages/find_business_page'
import { loadQuestion } from '#queries/availability/load_availability'
import { type PublicReason, publicReason } from '#scheduling/reasons/public_reason'
import { explainerOf } from '#scheduling/reasons/reasons'
import { findSlots } from '#scheduling/slots/slots'
import type { Instant, Question, Span } from '#scheduling/types'

interface Asked {
  business: PageBusiness
  service: PageService
  hostId: number | null
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
  if (!question) return false
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
