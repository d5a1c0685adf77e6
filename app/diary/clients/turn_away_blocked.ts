import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { ClientDetails } from '#models/bookings/client_details'
import { clientKeys } from '#models/clients/client_keys'
import type { BookedBusiness } from '#queries/bookings/find_bookable'
import { sql } from '#transactions'

interface Input {
  business: BookedBusiness
  serviceId: number
  startsAt: number
  client: ClientDetails
  requestId: string | null
}

/** By any address or number of a blocked record. */
const BLOCKED = `
  select known.id from clients as known join clients as record on record.id = known.record_id
  where known.business_id = :businessId and record.blocked_at is not null
    and (known.contact_key = cast(:emailKey as text)
      or known.phone_key = cast(:phoneKey as text)
      or known.record_id = cast(:clientId as bigint))
  order by known.id limit 1`

/** What was wanted is kept for the business to see. */
const TURN_AWAY = `
  with blocked as (${BLOCKED}), kept as (
    insert into client_refusals (business_id, client_id, service_id, starts_at, request_id)
    select :businessId, id, :serviceId, :startsAt, cast(:requestId as text) from blocked
  )
  select id from blocked`

export async function turnAwayBlocked(
  trx: Transaction,
  { business, serviceId, startsAt, client, requestId }: Input
): Promise<boolean> {
  const { emailKey, phoneKey } = clientKeys(business, client)
  const input = { serviceId, startsAt: new Date(startsAt), requestId }
  const keys = { businessId: business.id, emailKey, phoneKey, clientId: null }
  const rows = await sql(trx, TURN_AWAY, { ...keys, ...input })
  return rows.length > 0
}

export async function isBlockedClient(
  trx: Transaction,
  { business, client, clientId }: Pick<Input, 'business' | 'client'> & { clientId: number | null }
): Promise<boolean> {
  const { emailKey, phoneKey } = clientKeys(business, client)
  const keys = { businessId: business.id, emailKey, phoneKey, clientId }
  const rows = await sql(trx, BLOCKED, keys)
  return rows.length > 0
}
