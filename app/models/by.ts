import type { Actor } from '#models/bookings/booking_event'

/** Who acts, and the id of the request or job in which they do. */
export interface By {
  actor: Actor
  /** Null unless a user acts. */
  userId: number | null
  requestId: string | null
  /** The key with which a program acts as that user; null where they do so themselves. */
  keyId: number | null
  /** Of a request that is answered once, and whose answer is kept after its change. */
  keyed?: { key: string; hash: string }
}

export function byUser(userId: number, requestId: string | null = null): By {
  return { actor: 'user', userId, requestId, keyId: null }
}

/** A program, as the user to whom its key belongs. */
export function byKey(keyId: number, userId: number, requestId: string | null): By {
  return { actor: 'user', userId, requestId, keyId }
}

/** Through a public page, or by a link from a mail. */
export function byClient(requestId: string | null = null): By {
  return { actor: 'client', userId: null, requestId, keyId: null }
}

export function bySystem(requestId: string | null = null): By {
  return { actor: 'system', userId: null, requestId, keyId: null }
}
