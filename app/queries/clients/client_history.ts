import type { DateTime } from 'luxon'
import type Booking from '#models/bookings/booking'
import Client from '#models/clients/client'
import { type ClientFacts, clientFacts, NO_FACTS } from '#queries/clients/client_facts'
import { clientRecord } from '#queries/clients/client_record'

export interface ClientHistory {
  /** Null where nobody is known any more. */
  client: Client | null
  /** Without the booking itself. */
  facts: ClientFacts
}

export async function clientHistory(booking: Booking, now: DateTime): Promise<ClientHistory> {
  const { id, businessId, clientId } = booking
  const client = await Client.query()
    .select('clients.*', clientRecord())
    .where({ businessId })
    .whereRaw('id = (select record_id from clients where id = ?)', [clientId ?? 0])
    .first()
  if (client === null) return { client, facts: NO_FACTS }
  const facts = await clientFacts([client.id], now, id)
  return { client, facts: facts.get(client.id) ?? NO_FACTS }
}
