import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { SetupStop } from '#models/settings/setup'
import { sql } from '#transactions'

export async function settleStop(trx: Transaction, businessId: number, stop: SetupStop) {
  await sql(
    trx,
    'insert into setup_stops (business_id, stop) values (:businessId, :stop) on conflict do nothing',
    { businessId, stop }
  )
}
