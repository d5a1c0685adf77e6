import type { By } from '#models/by'

/** Somebody of the business acts, as behind a sign-in. */
export function byUser(userId: number): By {
  return { actor: 'user', userId, requestId: null }
}
