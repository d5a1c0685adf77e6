import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type Host from '#models/availability/host'
import { sql } from '#transactions'

/** Whoever is new, or comes back, is away when everyone is; dates that have hours of their own keep them. */
export async function closeAsEveryone(trx: Transaction, host: Host): Promise<void> {
  const { id: hostId, businessId } = host
  await sql(
    trx,
    `insert into block_hosts (business_id, block_id, host_id)
     select business_id, id, :hostId from blocks
      where business_id = :businessId and is_for_everyone
        and coalesce(last_date, 'infinity') >= current_date - 1
     on conflict do nothing`,
    { businessId, hostId }
  )
  await sql(
    trx,
    `insert into date_overrides (business_id, host_id, date, windows, reason, is_for_everyone)
     select distinct on (date) business_id, :hostId, date, windows, reason, true
       from date_overrides
      where business_id = :businessId and is_for_everyone and date >= current_date - 1
      order by date, id desc
     on conflict do nothing`,
    { businessId, hostId }
  )
}
