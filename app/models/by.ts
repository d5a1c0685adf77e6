import type { Actor } from '#models/bookings/booking_event'

export interface By {
  actor: Actor
  userId: number | null
  requestId: string | null
}
