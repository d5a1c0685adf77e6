import db from '@adonisjs/lucid/services/db'
import type { DateTime } from 'luxon'
import type Booking from '#models/bookings/booking'
import type { AvailabilityRows } from '#queries/availability/availability_rows'
import { countsOfLink, loadRowsOf, questionAmong } from '#queries/availability/load_availability'
import { ofLength, rulesOfMove } from '#queries/bookings/move_question'
import { sessionsLeft } from '#queries/bookings/sessions_left'
import { type LinkRules, rulesOfEach } from '#queries/links/link_rules'
import { linkStarts } from '#queries/links/link_starts'
import type { RuledBusiness } from '#queries/services/service_rules'
import { refusalCode, type UnavailableCode } from '#scheduling/reasons/refusal_code'
import { startAnyway } from '#scheduling/reasons/start_anyway'
import { bookAnyway } from '#scheduling/rules/book_anyway'
import { buffersOf } from '#scheduling/rules/buffers'
import { findSlots } from '#scheduling/slots/slots'
import { hostsTaken, isSharedSlot } from '#scheduling/slots/taken_slot'
import { frontFirst, type Shift, shifted } from '#scheduling/time/shift'
import { onlyAt } from '#scheduling/time/spans'
import type { Instant, Question, Slot } from '#scheduling/types'

interface Shifting {
  business: RuledBusiness
  bookings: readonly Booking[]
  shift: Shift
  /** Null where each stays with whoever gives it. */
  hostId: number | null
  /** Against the business's own rules. */
  isAnyway: boolean
  now: DateTime
}

/** Null where the new time is free. */
export type ShiftObstacle = { code: UnavailableCode; canAnyway: boolean } | null

/** Those who give it together stay together. */
export function hostKept({ hostId, service }: Booking): number | null {
  return service.hostMode === 'collective' ? null : hostId
}

/**
 * Whether each new time would be free, were all of them moved now, by the checks of the move itself.
 * The rows are read once, and what the ones in front would take and leave is changed in them.
 */
export async function forecastShifts(shifting: Shifting): Promise<Map<number, ShiftObstacle>> {
  const { business, shift, isAnyway } = shifting
  const now = shifting.now.toMillis()
  const moves = frontFirst(await movesOf(shifting, now), shift)
  const forecasts = new Map<number, ShiftObstacle>()
  if (moves.length === 0) return forecasts

  const starts = moves.map(({ startsAt }) => startsAt)
  const range = { start: Math.min(...starts), end: Math.max(...starts) + 1 }
  let rows = await loadRowsOf({ business, range, now }, moves)
  const ofLinks = await startsOfLinks(moves, { business, range, now })
  for (const move of moves) {
    const asked = { ...move, business, now, range: onlyAt(move.startsAt) }
    const question = questionAmong(rows, asked, ofLinks.beside(move))
    const slot = findSlots(question).at(0)
    const anyway = slot ? null : startAnyway(question)
    const found = slot ? { question, slot } : isAnyway ? anyway : null
    if (found) {
      rows = afterMove(rows, move, found)
      ofLinks.place(move)
      forecasts.set(move.booking.id, null)
    } else {
      const judged = isAnyway ? bookAnyway(question) : question
      const code = refusalCode(judged, move.startsAt)
      forecasts.set(move.booking.id, { code, canAnyway: anyway !== null })
    }
  }
  return forecasts
}

type OneMove = Awaited<ReturnType<typeof movesOf>>[number]

async function movesOf({ business, bookings, shift, hostId }: Shifting, now: Instant) {
  const links = await rulesOfEach(db.connection(), bookings)
  const bookingIds = bookings.map(({ id }) => id)
  const left = await sessionsLeft(db.connection(), { bookingIds, now })
  return bookings.map((booking) => ({
    booking,
    startsAt: shifted(booking.startsAt, shift, business.timeZone),
    service: ofLength(booking.service, booking.minutes),
    link: asMoved(links.get(booking.id)),
    hostId: hostId ?? hostKept(booking),
    seats: booking.seats,
    isOwner: true,
    movingIds: [booking.id, ...(left.get(booking.id) ?? [])],
  }))
}

function asMoved(link: LinkRules | undefined): LinkRules | null {
  return link ? rulesOfMove(link, true) : null
}

/** What a link's own limits count, each of the moving ones where it stands by then. */
async function startsOfLinks(
  moves: readonly OneMove[],
  asked: Pick<Parameters<typeof questionAmong>[1], 'business' | 'range' | 'now'>
) {
  const counted = moves.filter((move) => countsOfLink({ ...asked, ...move }))
  const others = new Map<number, Instant[]>()
  const places = new Map(counted.map(({ booking }) => [booking.id, booking.startsAt.toMillis()]))
  const byLink = Map.groupBy(counted, ({ link }) => link?.linkId)
  for (const [linkId, theirs] of byLink) {
    if (!linkId) continue
    const moving = theirs.map(({ booking }) => booking.id)
    others.set(linkId, await linkStarts(db.connection(), linkId, asked.range, asked.now, moving))
  }
  return {
    beside({ booking, link }: OneMove): Instant[] | null {
      if (!link?.linkId || !places.has(booking.id)) return null
      const beside = byLink.get(link.linkId)?.filter((other) => other.booking.id !== booking.id)
      const moved = beside?.flatMap((other) => places.get(other.booking.id) ?? []) ?? []
      return [...(others.get(link.linkId) ?? []), ...moved]
    },
    place({ booking, startsAt }: OneMove): void {
      if (places.has(booking.id)) places.set(booking.id, startsAt)
    },
  }
}

function afterMove(
  rows: AvailabilityRows,
  { booking, movingIds }: OneMove,
  { question, slot }: { question: Question; slot: Slot }
): AvailabilityRows {
  const taken = rows.taken.filter(({ holderId }) => !holderId || !movingIds.includes(holderId))
  const sessions = rows.sessions.filter(({ id }) => !movingIds.includes(id))
  // A place in a session takes nobody's time beside the session's own.
  if (isSharedSlot(slot, question)) return { ...rows, taken, sessions }
  const { start, end, hostIds } = slot
  const chosen = hostIds.includes(booking.hostId) ? booking.hostId : hostIds[0]
  const time = { start, end, ...buffersOf(question.rules), seats: 1, sameService: false }
  const held = { holderId: booking.id, serviceId: booking.serviceId, expiresAt: null, time }
  const own = hostsTaken(slot, question, chosen).map((hostId) => ({ hostId, ...held }))
  return { ...rows, taken: [...taken, ...own], sessions }
}
