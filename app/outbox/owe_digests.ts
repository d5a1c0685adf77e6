import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type { OwedMail } from './owe.js'
import { sql } from '#transactions'

/** What day it is for the businesses of that zone. */
export interface Morning {
  timeZone: string
  date: string
}

interface Input {
  mornings: readonly Morning[]
  requestId: string | null
}

/** Its key is the date, so a day has one, whoever runs this and however often. */
export function oweDigests(
  client: QueryClient,
  { mornings, requestId }: Input
): Promise<OwedMail[]> {
  return sql<OwedMail>(
    client,
    `insert into notifications
       (business_id, subject_type, subject_id, user_id, type, channel, dedupe_key, request_id, data)
     select business_id, 'user', user_id, user_id, 'digest', 'mail',
       concat_ws(':', 'digest', business_id, user_id, date), :requestId,
       jsonb_build_object('date', date)
     from memberships join businesses on businesses.id = memberships.business_id
       join jsonb_to_recordset(cast(:mornings as jsonb)) as mornings ("timeZone" text, date text)
         on "timeZone" = businesses.time_zone
     where gets_digest
     on conflict (dedupe_key) do nothing
     returning id as "notificationId", attempts as attempt`,
    { mornings: JSON.stringify(mornings), requestId }
  )
}
