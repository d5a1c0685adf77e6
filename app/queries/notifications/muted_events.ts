import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'

export interface Mute {
  event: string
  channel: string
}

/** What a member is not told of, always in the same order. */
export function mutedEvents(
  { businessId, userId }: { businessId: number; userId: number },
  client: QueryClient = db.connection()
): Promise<Mute[]> {
  return client
    .from('muted_events')
    .where({ business_id: businessId, user_id: userId })
    .select('event', 'channel')
    .orderBy(['event', 'channel'])
}

export function muteName({ event, channel }: Mute): string {
  return `${event}_${channel}`
}
