import type { DateTime } from 'luxon'
import { bookingHosts, moveHosts } from '#claims'
import { isLinkTokenFor, readLinkToken } from '#models/links/link_token'
import Membership from '#models/accounts/membership'
import MoveRequest from '#models/bookings/move_request'

function moves() {
  return MoveRequest.query()
    .select('move_requests.*', moveHosts())
    .preload('host')
    .preload('decider')
    .preload('booking', (booking) =>
      booking
        .select('bookings.*', bookingHosts())
        .preload('service')
        .preload('host')
        .preload('business', (business) => business.preload('settings'))
    )
}

export function findMoveRecord(businessId: number, id: number): Promise<MoveRequest> {
  return moves().where({ businessId, id }).firstOrFail()
}

/** What the client of a move that waits no longer asks for now, if anything. */
export function findNextMoveRequest({ bookingId, id }: MoveRequest, now: DateTime) {
  return waitingMove(bookingId, now).where('move_requests.id', '<>', id).first()
}

/** What the client of a booking asks for now; one at a time. */
export function findWaitingMove(bookingId: number, now: DateTime): Promise<MoveRequest | null> {
  return waitingMove(bookingId, now).first()
}

function waitingMove(bookingId: number, now: DateTime) {
  return moves().where({ bookingId, status: 'pending' }).where('expires_at', '>', now.toJSDate())
}

/** Of all, or of bookings with that user only. */
export function waitingMoves(
  businessId: number,
  now: DateTime,
  hostUserId: number | null = null
): Promise<MoveRequest[]> {
  const waiting = moves()
    .where({ businessId, status: 'pending' })
    .where('expires_at', '>', now.toJSDate())
    .orderBy('expires_at')
    .orderBy('id')
  if (hostUserId) {
    waiting.whereHas('booking', (booking) =>
      booking.whereHas('host', (host) => host.where('user_id', hostUserId))
    )
  }
  return waiting.exec()
}

export async function findMoveByDecisionToken(token: string) {
  const named = readLinkToken(token)
  if (!named || named.userId === null) return null
  const move = await moves().where('id', named.id).first()
  if (!move) return null
  if (!isLinkTokenFor(token, 'decide', move.decisionSubjectFor(named.userId))) return null
  const membership = await Membership.query()
    .where({ businessId: move.businessId, userId: named.userId })
    .first()
  return membership ? { move, membership } : null
}
