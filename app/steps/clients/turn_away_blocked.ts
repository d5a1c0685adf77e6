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

/** By any address or number of a blocked record, but those that somebody else shares by their name too. */
const BLOCKED = `
  select known.id from clients as known join clients as record on record.id = known.record_id
  where known.business_id = :businessId and record.blocked_at is not null
    and (${MAILBOX} = cast(:mailbox as text)
      or known.phone_key = cast(:phoneKey as text)
        and (not known.shares_phone or ${IS_NAMED_SO})
      or known.email_key = cast(:emailKey as text) and known.shares_email and ${IS_NAMED_SO}
      or known.record_id = cast(:clientId as bigint))
  order by known.id limit 1`

/** What was wanted is kept for the business to see. */
const TURN_AWAY = `
  with blocked as (${BLOCKED}), kept as (
    insert into client_refusals
      (business_id, client_id, kind, service_id, starts_at, message, request_id)
    select :businessId, id, :kind, cast(:serviceId as bigint), cast(:startsAt as timestamptz),
      cast(:message as text), cast(:requestId as text) from blocked
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
    message: message || null,
  })
  return rows.length > 0
}

type Named = Pick<Wanted, 'business' | 'client'> & { clientId: number | null }

/** Whoever was said to be somebody else is not blocked by what they share. */
export async function isBlockedClient(
  trx: Transaction,
  { isAnother, ...named }: Named & { isAnother: boolean }
): Promise<boolean> {
  if (isAnother) return false
  const rows = await sql(trx, BLOCKED, keysOf(named))
  return rows.length > 0
}

function keysOf({ business, client, clientId }: Named) {
  const { emailKey, phoneKey } = clientKeys(business, client)
  const mailbox = emailKey === null ? null : mailboxOf(emailKey)
  const nameKey = foldedText(client.name)
  return { businessId: business.id, nameKey, emailKey, mailbox, phoneKey, clientId }
}
