import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { ClientDetails } from '#models/bookings/client_details'
import { clientKeys } from '#models/clients/client_keys'
import type { Instant } from '#scheduling/types'
import { sql } from '#transactions'

interface SameTimeWanted {
  business: Parameters<typeof clientKeys>[0] & { id: number }
  clientId: number | null
  isAnother: boolean
  client: Pick<ClientDetails, 'name' | 'email' | 'phone'>
  starts: readonly Instant[]
}

/** By the record that was chosen, else by address or number, else by name. */
const BOOKED = `
  select bookings.id
  from bookings left join clients on clients.id = bookings.client_id
  where bookings.business_id = :businessId
    and bookings.starts_at = any(cast(:starts as timestamptz[]))
    and (status = 'approved' or status = 'pending' and expires_at > clock_timestamp())
    and (clients.record_id = cast(:clientId as bigint)
      or clients.contact_key = cast(:emailKey as text)
      or clients.phone_key = cast(:phoneKey as text)
      or cast(:name as text) = client_name)
  limit 1`

const NO_KEYS = { emailKey: null, phoneKey: null }

export async function isBookedAlready(
  trx: Transaction,
  { business, clientId, isAnother, client, starts }: SameTimeWanted
): Promise<boolean> {
  const isMatched = clientId === null && !isAnother
  const { emailKey, phoneKey } = isMatched ? clientKeys(business, client) : NO_KEYS
  const isKnown = clientId !== null || emailKey !== null || phoneKey !== null
  const rows = await sql(trx, BOOKED, {
    ...{ businessId: business.id, clientId, emailKey, phoneKey },
    name: isKnown ? null : client.name,
    starts: starts.map((start) => new Date(start).toISOString()),
  })
  return rows.length > 0
}
