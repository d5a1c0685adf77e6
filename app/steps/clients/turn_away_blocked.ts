import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { mailboxOf } from '#formats/contacts/mailbox'
import { foldedText } from '#formats/words/text'
import type { ClientDetails } from '#models/bookings/client_details'
import { clientKeys } from '#models/clients/client_keys'
import type { RefusalKind } from '#models/clients/client_refusal'
import { nameKeyOf } from '#queries/clients/name_key'
import type { Instant } from '#scheduling/types'
import { sql } from '#transactions'

interface Wanted {
  business: Parameters<typeof clientKeys>[0] & { id: number }
  kind: RefusalKind
  serviceId: number | null
  startsAt: Instant | null
  message?: string
  client: Pick<ClientDetails, 'name' | 'email' | 'phone'>
  requestId: string | null
}

/** SQL, as `mailboxOf`: a blocked client is not another by another spelling of the same mailbox. */
const MAILBOX = `(
  select case when domain in ('gmail.com', 'googlemail.com')
    then replace(name, '.', '') || '@gmail.com' else name || '@' || domain end
  from (select substring(lower(known.contact_key) from '[^@]*$') as domain,
    split_part(replace(substring(lower(known.contact_key) from '^(.*)@[^@]*$'), '"', ''), '+', 1) as name
  ) as address)`

const IS_NAMED_SO = `${nameKeyOf('known')} = cast(:nameKey as text)`

const IS_CHOSEN = `coalesce(known.record_id = cast(:clientId as bigint), false)`
const IS_MAILED = `coalesce(${MAILBOX} = cast(:mailbox as text), false)`
const IS_CALLED = `known.phone_key = cast(:phoneKey as text)`

/**
 * By any address or number of a blocked record; by a number that the block leaves to others, and by an
 * address that somebody else shares, with their name only. Of several it is whoever is surest.
 */
const BLOCKED = `
  select known.id, record.id as "recordId", record.name,
    case when ${IS_CALLED} and not (${IS_CHOSEN} or ${IS_MAILED} or ${IS_NAMED_SO})
      then known.phone end as "phone"
  from clients as known join clients as record on record.id = known.record_id
  where known.business_id = :businessId and record.blocked_at is not null
    and (${IS_MAILED}
      or ${IS_CALLED} and (record.blocks_number or ${IS_NAMED_SO})
      or known.email_key = cast(:emailKey as text) and known.shares_email and ${IS_NAMED_SO}
      or ${IS_CHOSEN})
  order by ${IS_CHOSEN} desc, ${IS_MAILED} desc, ${IS_NAMED_SO} desc, known.id limit 1`

/** What was wanted is kept for the business to see. */
const TURN_AWAY = `
  with blocked as (${BLOCKED}), kept as (
    insert into client_refusals
      (business_id, client_id, client_name, kind, service_id, starts_at, message, request_id)
    select :businessId, id, :clientName, :kind, cast(:serviceId as bigint),
      cast(:startsAt as timestamptz), cast(:message as text), cast(:requestId as text) from blocked
  )
  select id from blocked`

export async function turnAwayBlocked(
  trx: Transaction,
  { business, startsAt, client, message = '', ...wanted }: Wanted
): Promise<boolean> {
  const { kind, serviceId, requestId } = wanted
  const rows = await sql(trx, TURN_AWAY, {
    ...keysOf({ business, client, clientId: null }),
    ...{ kind, serviceId, requestId },
    startsAt: startsAt === null ? null : new Date(startsAt),
    clientName: client.name,
    message: message || null,
  })
  return rows.length > 0
}

type Named = Pick<Wanted, 'business' | 'client'> & { clientId: number | null }

/** Whose block it is, which need not be whoever was named. */
export interface BlockedClient {
  recordId: number
  name: string
  /** Where nothing but this number says so. */
  phone: string | null
}

/** Whoever was said to be somebody else is not blocked by what they share. */
export async function findBlockedClient(
  trx: Transaction,
  { isAnother, ...named }: Named & { isAnother: boolean }
): Promise<BlockedClient | null> {
  if (isAnother) return null
  const [found] = await sql<BlockedClient>(trx, BLOCKED, keysOf(named))
  return found ?? null
}

function keysOf({ business, client, clientId }: Named) {
  const { emailKey, phoneKey } = clientKeys(business, client)
  const mailbox = emailKey === null ? null : mailboxOf(emailKey)
  const nameKey = foldedText(client.name)
  return { businessId: business.id, nameKey, emailKey, mailbox, phoneKey, clientId }
}
