import type { Actor } from '#models/bookings/booking_event'

/** Who acts: a client, a user or the clock; and the request in which they do. */
export interface By {
  actor: Actor
  userId: number | null
  requestId: string | null
}
