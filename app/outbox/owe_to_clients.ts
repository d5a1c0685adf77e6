import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { clientChannels, type Message } from '#messages'
import type { By } from '#models/by'
import { sql } from '#transactions'
import type { OwedMail } from './owe.js'

interface ToClients {
  businessId: number
  bookingIds: readonly number[]
  occurrence: number
  data: Record<string, unknown>
  by: By
}

/** To the client of each booking, and to each address once: for the first of its bookings. */
export function oweToClients(
  trx: Transaction,
  message: Message,
  { businessId, bookingIds, occurrence, data, by }: ToClients
): Promise<OwedMail[]> {
  return sql<OwedMail>(
    trx,
    `with recipients as (
       select distinct on (lower(client_email)) id, status from bookings
        where business_id = :businessId and id = any(cast(:bookingIds as bigint[]))
          and client_email is not null
        order by lower(client_email), starts_at, id
     )
     insert into notifications
       (business_id, subject_type, subject_id, type, channel, dedupe_key, request_id, data)
     select :businessId, 'booking', id, :type, channel,
       concat_ws(':', cast(:type as text), id, cast(:occurrence as bigint), channel, 'client'),
       :requestId, cast(:data as jsonb) || jsonb_build_object('status', status)
     from recipients cross join unnest(cast(:channels as text[])) as channels (channel)
     order by id
     on conflict (dedupe_key) do nothing
     returning id as "notificationId", attempts as attempt`,
    {
      ...{ businessId, type: message.type, occurrence, requestId: by.requestId },
      channels: clientChannels(message),
      bookingIds: [...bookingIds],
      data: JSON.stringify(data),
    }
  )
}
