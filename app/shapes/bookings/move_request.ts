import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type MoveRequest from '#models/bookings/move_request'
import { inUtc, momentShape, wholeShape } from '#shapes/schema'

/** The time that a client asked for in place of the booking's, and waits for an answer to. */
export const moveRequestShape = vine.create({
  id: wholeShape(),
  booking_id: wholeShape(),
  starts_at: momentShape(),
  ends_at: momentShape(),
  host_id: wholeShape(),
  host_ids: vine.array(wholeShape()),
  session_id: wholeShape().nullable(),
  reason: vine.string().nullable(),
  expires_at: momentShape(),
  created_at: momentShape(),
})

export function presentMoveRequest(move: MoveRequest): Infer<typeof moveRequestShape> {
  return {
    id: move.id,
    booking_id: move.bookingId,
    starts_at: inUtc(move.startsAt),
    ends_at: inUtc(move.endsAt),
    host_id: move.hostId,
    host_ids: move.hostIds,
    session_id: move.sessionId,
    reason: move.reason,
    expires_at: inUtc(move.expiresAt),
    created_at: inUtc(move.createdAt),
  }
}
