import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { inTransaction } from './in_transaction.js'
import { sql } from './sql.js'

/** Where a database has no such role, the code's own questions stand alone. */
const BECOME_READER = `
  select set_config('bellhop.reader', :email, true), set_config('role', cast(rolname as text), true)
    from pg_roles where rolname = 'bellhop_portal'
      and case when cast(current_setting('server_version_num') as int) < 160000
            then pg_has_role(oid, 'MEMBER') else pg_has_role(oid, 'SET') end`

/**
 * Reads for whoever reads the mails to an address, as it is compared (see `addressKey`): PostgreSQL
 * shows nothing of anybody else's, by the policies of `database/reader_policies.ts`, whatever the code
 * forgot, and lets nothing be written.
 */
export function asReader<Result>(
  email: string,
  read: (trx: Transaction) => Promise<Result>
): Promise<Result> {
  return inTransaction(async (trx) => {
    await sql(trx, BECOME_READER, { email })
    return read(trx)
  })
}
