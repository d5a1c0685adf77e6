import type { Actor } from '#models/bookings/booking_event'

/** Who acts, and the id of the request or job in which they do. */
export interface By {
  actor: Actor
  /** Null unless a user acts. */
  userId: number | null
  requestId: string | null
}

export function byUser(userId: number, requestId: string | null = null): By {
  return { actor: 'user', userId, requestId }
}

/** Through a public page, or by a link from a mail. */
export function byClient(requestId: string | null = null): By {
  return { actor: 'client', userId: null, requestId }
}

export function bySystem(requestId: string | null = null): By {
  return { actor: 'system', userId: null, requestId }
}
