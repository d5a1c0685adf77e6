import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { bookingState } from '#controllers/guest/bookings/open_booking'
import { readerLocale } from '#controllers/guest/pages/open_page'
import { guestRefusal } from '#controllers/guest/pages/refusals'
import { Refusal } from '#exceptions/refusal'
import { formatMoment } from '#formats/times/times'
import db from '@adonisjs/lucid/services/db'
import { stated } from '#formats/pages/addresses'
import type Booking from '#models/bookings/booking'
import type Host from '#models/availability/host'
import { moveHosts } from '#queries/bookings/move_hosts'
import { isKnownMover, type Mover } from '#queries/bookings/move_question'

export interface Moving {
  mover: Mover
  hosts: Host[]
  host: Host | null
  carried: Record<string, string>
  state: ReturnType<typeof bookingState>
  timeZone: string
  isZoneFixed: boolean
  locale: string
  now: DateTime
}

interface Asked {
  zone?: string
  host?: number
  anyone?: boolean
  as?: string
}

export async function openMoving(
  ctx: HttpContext,
  booking: Booking,
  { zone, host: wished, anyone, as: mark }: Asked
): Promise<Moving> {
  const now = DateTime.now()
  const state = bookingState(booking, now)
  if (!state.canBeMoved) throw noMove(ctx, booking, state)
  const { business, service } = booking
  const hosts = await moveHosts(booking)
  if (wished !== undefined && !hosts.some(({ id }) => id === wished)) {
    throw guestRefusal(ctx, business, 'bad_address', 422)
  }
  // It keeps its host, as far as clients have a choice.
  const isChosen = wished !== undefined || anyone || service.hostMode !== 'any'
  const hostId = isChosen || hosts.length === 1 ? wished : booking.hostId
  const host = hosts.find(({ id }) => id === hostId)
  const isZoneFixed = service.locationType === 'in_person'
  const isKnown = await isKnownMover(db.connection(), { booking, business, service }, mark ?? null)
  return {
    mover: { booking, business, service, hostId: host?.id ?? null, isOwner: false, isKnown },
    hosts,
    host: host ?? null,
    carried: stated({
      zone: isZoneFixed ? null : zone,
      host: host?.id,
      anyone: anyone ? 1 : null,
      as: mark,
    }),
    state,
    timeZone: isZoneFixed ? state.timeZone : (zone ?? state.timeZone),
    isZoneFixed,
    locale: readerLocale(ctx, business),
    now,
  }
}

/** With the ways to reach the business all the same. */
export function noMove(ctx: HttpContext, { business }: Booking, state: Moving['state']): Refusal {
  const isOver = !['approved', 'pending'].includes(state.status)
  const why = isOver || state.startsAt <= Date.now() ? 'over' : wornOut(state)
  const sentence = ctx.i18n.t(`guest.move.why.${why}`, {
    moment: formatMoment(state.moveUntil, state.timeZone, readerLocale(ctx, business)),
    ever: String(state.moveUntil >= state.bookedAt),
    status: ctx.i18n.t(`guest.booking.${state.status}.status`),
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

function wornOut({ isInTimeToMove, movesLeft, moveUntil, startsAt }: Moving['state']) {
  if (!isInTimeToMove) return moveUntil < startsAt ? 'too_late' : 'over'
  return movesLeft === 0 ? 'too_often' : 'over'
}
