import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { sql } from '#transactions'

/** The UIDs of those that stand there for bookings of this business. */
export async function ownEvents(
  client: QueryClient,
  businessId: number,
  events: readonly { uid: string | null }[]
): Promise<Set<string>> {
  const uids = [...new Set(events.flatMap(({ uid }) => (isLikeOurs(uid) ? [uid] : [])))]
  if (uids.length === 0) return new Set()
  const rows = await sql<{ uid: string }>(
    client,
    `select calendar_uid || '@' || calendar_host as uid from bookings
     where business_id = :businessId and calendar_uid = any(cast(:ids as uuid[]))
       and calendar_uid || '@' || calendar_host = any(cast(:uids as text[]))`,
    { businessId, ids: uids.map((uid) => uid.slice(0, 36)), uids }
  )
  return new Set(rows.map(({ uid }) => uid))
}

/** A UUID, and a host's name. */
function isLikeOurs(uid: string | null): uid is string {
  return uid !== null && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}@/.test(uid)
}
