import { bookingTerms, changesInBrief } from '#formats/bookings/booking_terms'
import { formatPeople, formatRooms } from '#formats/bookings/hosts'
import { managePath, withQuery } from '#formats/pages/addresses'
import type { Moving } from '#pages/guest/moves/moving'
import { isOnlyRequest } from '#queries/bookings/move_question'
import { mailsWait } from '#queries/notifications/waits_for_proof'
import type { Instant, Slot } from '#scheduling/types'
import type { Form } from '#validators/form'

/** The new time beside the old one. */
export async function movePage(moving: Moving, slot: Slot, form: Form) {
  return {
    ...moveState(moving, slot.start),
    newEndsAt: slot.end,
    newHost: newHost(moving, slot),
    isRequest: await isOnlyRequest(moving.mover),
    terms: termsThere(moving, slot.start),
    form,
  }
}

export interface OfferedMoves {
  code: string
  alternatives: Slot[]
}

/** What is on offer instead of a new time that is not. */
export function moveTakenPage(
  moving: Moving,
  newStartsAt: Instant,
  form: Form,
  { code, alternatives }: OfferedMoves
) {
  return {
    ...moveState(moving, newStartsAt),
    code,
    form,
    alternatives: alternatives.map((slot) => ({
      ...slot,
      changes: changesInBrief(termsThere(moving, slot.start)),
    })),
  }
}

export function moveTimesPath({ mover, carried }: Moving): string {
  return withQuery(movePath(mover.booking), carried)
}

export function movePath({ manageToken }: { manageToken: string }): string {
  return `${managePath(manageToken)}/move`
}

function moveState(moving: Moving, newStartsAt: Instant) {
  const { mover, host, carried, state, timeZone } = moving
  return {
    ...state,
    timeZone,
    host,
    carried,
    newStartsAt,
    mailsWait: mailsWait(mover.booking.told.isOwnerProven),
    version: mover.booking.calendarSequence,
    timesAddress: moveTimesPath(moving),
    reviewPath: `${movePath(mover.booking)}/review`,
  }
}

/** Who would give it; null where that is chosen when it is moved. */
function newHost({ mover, host, hosts, reader }: Moving, { hostIds }: Slot): string | null {
  if (host) return host.name
  if (hostIds.includes(mover.booking.hostId)) {
    const { booking } = mover
    return formatPeople(booking, reader.locale) || formatRooms(booking, reader.locale)
  }
  const [only, ...others] = hosts.filter(({ id }) => hostIds.includes(id))
  return only && others.length === 0 ? only.name : null
}

/** What would hold after the move; asking for it uses up no move yet. */
function termsThere({ mover, timeZone, reader, now }: Moving, startsAt: Instant) {
  const { booking } = mover
  const there = booking.toldTerms(now, { startsAt, moved: booking.clientMoves + 1 })
  return bookingTerms(there, { ...reader, timeZone })
}
