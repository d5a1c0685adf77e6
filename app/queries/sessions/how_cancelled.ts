import { DateTime } from 'luxon'
import { lastEntry } from '#history'
import type GroupSession from '#models/sessions/group_session'

/** When a session was called off, and by whom; null while it stands. */
export async function howCancelled({ id, businessId, status, updatedAt }: GroupSession) {
  if (status !== 'cancelled') return null
  const about = { businessId, type: 'group_session', id, actions: ['session.cancelled'] }
  const entry = await lastEntry(about)
  // Its series ended, or the last booking of one that a client began.
  if (!entry) return { at: updatedAt, by: null }
  return { at: DateTime.fromJSDate(entry.created_at), by: entry.full_name }
}
