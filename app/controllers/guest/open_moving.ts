import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { bookingState } from '#controllers/guest/open_booking'
import { readerLocale } from '#controllers/guest/open_page'
import type Booking from '#models/booking'
import type { Mover } from '#queries/move_question'

export interface Moving {
  mover: Mover
  state: ReturnType<typeof bookingState>
  timeZone: string
  isZoneFixed: boolean
  locale: string
  now: DateTime
}

/** A booking that its client may move; null where not, which was said in words. */
export async function openMoving(
  ctx: HttpContext,
  booking: Booking,
  zone: string | undefined
): Promise<Moving | null> {
  const now = DateTime.now()
  const state = bookingState(booking, now)
  if (!state.canBeMoved) {
    await refuseMove(ctx, state, ctx.request.method() === 'POST' ? 409 : 200)
    return null
  }
  const { business, service } = booking
  const isZoneFixed = service.locationType === 'in_person'
  return {
    mover: { booking, business, service, hostId: null, isOwner: false },
    state,
    timeZone: isZoneFixed ? state.timeZone : (zone ?? state.timeZone),
    isZoneFixed,
    locale: readerLocale(ctx, business),
    now,
  }
}

/** Why it cannot be moved here any more, and how to reach the business all the same. */
export async function refuseMove(
  { response, view }: HttpContext,
  state: Moving['state'],
  status: number
): Promise<void> {
  const isOver = !['approved', 'pending'].includes(state.status)
  const why = isOver || state.startsAt <= Date.now() ? 'over' : wornOut(state)
  response.status(status)
  response.send(await view.render('pages/guest/no_move', { ...state, why }))
}

function wornOut({ isInTimeToMove, movesLeft, moveUntil, startsAt }: Moving['state']) {
  if (!isInTimeToMove) return moveUntil < startsAt ? 'too_late' : 'over'
  return movesLeft === 0 ? 'too_often' : 'over'
}
