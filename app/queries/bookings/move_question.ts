import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import type Booking from '#models/bookings/booking'
import type Business from '#models/settings/business'
import Service from '#models/services/service'
import { approvalNeeded } from '#queries/bookings/approval_needed'
import { sessionsLeft } from '#queries/bookings/sessions_left'
import { type LinkRules, rulesOfLinks } from '#queries/links/link_rules'
import { loadQuestion } from '#queries/availability/load_availability'
import { nearestOf } from '#queries/availability/nearest_slots'
import { lengthsFrom, NO_LENGTH } from '#scheduling/rules/lengths'
import type { Instant, Question, Slot, Span } from '#scheduling/types'

const ALTERNATIVES = 3

export interface Mover {
  booking: Booking
  business: Business
  service: Service
  hostId: number | null
  isOwner: boolean
  isKnown: boolean
  /** Where it is as long no more. */
  minutes?: number
}

export async function moveQuestion(
  { booking, business, service, hostId, isOwner, isKnown, minutes = booking.minutes }: Mover,
  range: Span,
  now: Instant,
  transaction?: QueryClient
): Promise<Question> {
  const client = transaction ?? db.connection()
  const link = await rulesOfLinks(client, booking)
  const { id } = booking
  const isRequest = onlyAsks({ booking, business, service, isOwner, isKnown }, link)
  const left = await sessionsLeft(client, { bookingIds: [id], isRequest, now })
  return loadQuestion(
    {
      business,
      service: ofLength(service, minutes),
      link: link && rulesOfMove(link, isOwner),
      hostId,
      seats: booking.seats,
      isOwner,
      movingIds: [id, ...(left.get(id) ?? [])],
      range,
      now,
    },
    transaction
  )
}

/** The owner moves at once; a client may need approval. */
export function onlyAsks(
  { booking, business, service, isOwner, isKnown }: Omit<Mover, 'hostId'>,
  link: LinkRules | null
): boolean {
  const needsYes = link?.requiresApproval ?? service.needsApproval(business.settings)
  return needsYes && booking.status === 'approved' && !isOwner && !isKnown
}

/** Whoever books without approval also moves without it. */
export async function isKnownMover(
  client: QueryClient,
  { booking, business, service }: Pick<Mover, 'booking' | 'business' | 'service'>,
  proof: string | null
): Promise<boolean> {
  if (proof === null) return false
  const link = await rulesOfLinks(client, booking)
  const email = booking.clientEmail
  return (await approvalNeeded(client, { business, service, link, email, proof })) === 'waived'
}

export async function isOnlyRequest(mover: Mover): Promise<boolean> {
  return onlyAsks(mover, await rulesOfLinks(db.connection(), mover.booking))
}

export function moveAlternatives(mover: Mover, startsAt: Instant, now: Instant): Promise<Slot[]> {
  const exceptAt = mover.booking.startsAt.toMillis()
  const ask = (range: Span) => moveQuestion(mover, range, now)
  return nearestOf(ask, { startsAt, count: ALTERNATIVES, exceptAt }, now)
}

/** A booking keeps its length, even where that is no longer on offer. */
export function ofLength(service: Service, durationMinutes: number): Service {
  return new Service().merge({ ...service.$attributes, ...lengthsFrom([durationMinutes]) })
}

/** A client moves within what the link offered; the business moves anywhere. */
export function rulesOfMove(link: LinkRules, isOwner: boolean): LinkRules {
  const { one_time_link: oneTime, link: evergreen } = link.layers
  return {
    ...link,
    layers: {
      ...(oneTime && {
        one_time_link: { ...oneTime, ...NO_LENGTH, ...(isOwner && { offeredTimes: null }) },
      }),
      ...(evergreen && { link: { ...evergreen, ...NO_LENGTH } }),
    },
  }
}
