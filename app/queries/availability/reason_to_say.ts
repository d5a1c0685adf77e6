import { isClosedByLink, isFreeWithoutLink } from '#queries/availability/left_out_by_link'
import type { PageBusiness, PageService } from '#queries/pages/find_business_page'
import type { PublicReason } from '#scheduling/reasons/public_reason'
import { findSlots } from '#scheduling/slots/slots'
import type { Instant, Question, Slot, Span } from '#scheduling/types'
import { daySpan } from '#scheduling/time/zones'

interface Choice {
  hostId: number | null
  /** Dates that are to be booked beside one of these. */
  chosen: readonly Instant[]
}

interface Asked extends Choice {
  business: PageBusiness
  service: PageService
  durationMinutes: number | null
  timeZone: string
  isGivenByAll: boolean
  isHostFixed: boolean
  isLeftOut?: (slot: Span) => boolean
  now: Instant
}

/** `own` where the only times are those left out, which nobody else has. */
export type EmptyMonth = PublicReason | { code: 'own' }

interface Found {
  reason: EmptyMonth | null
  date: string | null
  next: Slot | null
  question: Question
  askWith: (choice: Choice, range: Span) => Promise<Question>
}

/** What the client chose is nobody else's doing, and closes no shop; nor do few times of a link. */
export async function reasonToSay(asked: Asked, found: Found) {
  const { reason, date, question } = found
  if (!reason) return null
  const span = date ? daySpan(date, asked.timeZone) : question.range
  if (await isFilledByChosen(asked, found, span)) return { code: 'chosen' } as const
  if (reason.code === 'own') return reason
  const isOfHost = hasOthers(asked) && ['taken', 'outside_hours'].includes(reason.code)
  if (isOfHost && !asked.isHostFixed && (await isFreeWithOthers(asked, found, span))) {
    return { code: 'with_others' } as const
  }
  if (await isLeftOutByLink(asked, { ...found, reason }, span)) return { code: 'left_out' } as const
  if (reason.code !== 'outside_hours') return reason
  if (isOfHost) return { code: 'host_off' } as const
  return isClosed(asked) ? reason : ({ code: 'not_offered' } as const)
}

async function isFilledByChosen(
  { hostId, chosen }: Asked,
  { reason, askWith }: Found,
  span: Span
): Promise<boolean> {
  if (chosen.length === 0 || reason === null) return false
  if (reason.code === 'own') return true
  return (
    reason.code === 'taken' && findSlots(await askWith({ hostId, chosen: [] }, span)).length > 0
  )
}

async function isFreeWithOthers(
  { chosen, isLeftOut = () => false }: Asked,
  { askWith }: Found,
  span: Span
): Promise<boolean> {
  const slots = findSlots(await askWith({ hostId: null, chosen }, span))
  return slots.some((slot) => !isLeftOut(slot))
}

function isLeftOutByLink(
  asked: Asked,
  { reason, next, question }: Found & { reason: PublicReason },
  span: Span
): boolean | Promise<boolean> {
  const { code } = reason
  if (code === 'outside_hours') return isClosedByLink(asked, span)
  const isAll = next === null && !question.rules.bookableUntil
  return (code === 'taken' || (isAll && code !== 'not_bookable')) && isFreeWithoutLink(asked, span)
}

/** Whether somebody else could have been chosen. */
function hasOthers({ hostId, service }: Pick<Asked, 'hostId' | 'service'>): boolean {
  return hostId !== null && service.hostMode === 'any' && service.hosts.length > 1
}

function isClosed({ service, isGivenByAll }: Asked): boolean {
  return isGivenByAll && !service.isPlannedOnly && !service.hours && !service.startTimes
}
