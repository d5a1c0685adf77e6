import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { sql } from '#transactions'

interface Keeping {
  importId: number
  rows: readonly { line: number; cells: string[] }[]
}

/** Of a file, as they were read. */
export async function keepFileRows(
  trx: Transaction,
  table: 'booking_import_rows' | 'client_import_rows',
  { importId, rows }: Keeping
): Promise<void> {
  await sql(
    trx,
    `insert into ${table} (import_id, line, cells)
     select :importId, cast(kept->>'line' as integer),
       array(select jsonb_array_elements_text(kept->'cells'))
     from jsonb_array_elements(cast(:rows as jsonb)) as kept
     on conflict do nothing`,
    { importId, rows: JSON.stringify(rows) }
  )
}
