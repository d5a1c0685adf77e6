import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { readerOf } from '#controllers/reader'
import { guestRefusal } from '#controllers/guest/pages/refusals'
import { Refusal } from '#exceptions/refusal'
import { readsZoneOfBusiness } from '#formats/bookings/places'
import { formatMoment } from '#formats/times/times'
import db from '@adonisjs/lucid/services/db'
import { stated } from '#formats/pages/addresses'
import type Booking from '#models/bookings/booking'
import { type BookingState, bookingState } from '#models/bookings/booking_state'
import type { Moving } from '#pages/guest/moves/moving'
import { hostsToMoveTo } from '#queries/bookings/hosts_to_move_to'
import { isKnownMover } from '#queries/bookings/move_question'

interface WantedMove {
  zone?: string
  week?: number
  host?: number
  anyone?: boolean
  as?: string
}

export async function openMoving(
  ctx: HttpContext,
  booking: Booking,
  { zone, week, host: wantedHost, anyone, as: proof }: WantedMove
): Promise<Moving> {
  const now = DateTime.now()
  const state = bookingState(booking, now)
  if (!state.canBeMoved) throw noMove(ctx, booking, now)
  const { business, service } = booking
  const hosts = await hostsToMoveTo(booking)
  if (wantedHost !== undefined && !hosts.some(({ id }) => id === wantedHost)) {
    throw guestRefusal(ctx, business, 'bad_address', 422)
  }
  // It stays with who gives it, as far as clients have a choice.
  const isChosen = wantedHost !== undefined || anyone || service.hostMode !== 'any'
  const hostId = isChosen || hosts.length === 1 ? wantedHost : booking.hostId
  const host = hosts.find(({ id }) => id === hostId)
  if (booking.linkId !== null) await booking.load('link')
  const isZoneFixed = readsZoneOfBusiness(service, booking.link?.timeZoneOf)
  const isKnown = await isKnownMover(db.connection(), { booking, business, service }, proof ?? null)
  return {
    mover: { booking, business, service, hostId: host?.id ?? null, isOwner: false, isKnown },
    hosts,
    host: host ?? null,
    carried: stated({
      zone: isZoneFixed ? null : zone,
      week,
      host: host?.id,
      anyone: anyone ? 1 : null,
      as: proof,
    }),
    state,
    timeZone: isZoneFixed ? state.timeZone : (zone ?? state.timeZone),
    isZoneFixed,
    reader: readerOf(ctx, business),
    now,
  }
}

/** Why it cannot be moved here any more, and how to reach the business all the same. */
export function noMove(ctx: HttpContext, booking: Booking, now = DateTime.now()): Refusal {
  const state = bookingState(booking, now)
  const isOver = !['approved', 'pending'].includes(state.status)
  const why = isOver || state.startsAt <= Date.now() ? 'over' : wornOut(state)
  const sentence = ctx.i18n.t(`guest.moves.why.${why}`, {
    moment: formatMoment(state.moveUntil, state.timeZone, readerOf(ctx, booking.business).locale),
    ever: String(state.moveUntil >= state.bookedAt),
    status: ctx.i18n.t(`guest.bookings.booking.${state.status}.status`),
    begun: String(state.isUnderWay),
  })
  return new Refusal(409, why, sentence, {
    page: {
      template: 'pages/guest/moves/no_move',
      state: { ...state, sentence },
      status: ctx.request.method() === 'POST' ? 409 : 200,
    },
  })
}

function wornOut({ isInTimeToMove, movesLeft, moveUntil, startsAt }: BookingState) {
  if (!isInTimeToMove) return moveUntil < startsAt ? 'too_late' : 'over'
  return movesLeft === 0 ? 'too_often' : 'over'
}
