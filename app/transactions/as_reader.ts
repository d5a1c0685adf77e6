import type {
  QueryClientContract as QueryClient,
  TransactionClientContract as Transaction,
} from '@adonisjs/lucid/types/database'
import { inTransaction } from './in_transaction.js'
import { sql } from './sql.js'

/** The role of `readerRole`, for whoever is connected. */
const READER_ROLE = "cast(session_user || '_portal' as name)"

const MAY_BECOME_READER = `
  case when cast(current_setting('server_version_num') as int) < 160000
    then pg_has_role(session_user, oid, 'MEMBER') else pg_has_role(session_user, oid, 'SET') end
  and has_table_privilege(oid, 'public.bookings', 'select')`

/** Where a database has no such role, the code's own questions stand alone. */
const BECOME_READER = `
  select set_config('bellhop.reader', :email, true), set_config('role', cast(rolname as text), true)
    from pg_roles where rolname = ${READER_ROLE} and ${MAY_BECOME_READER}`

const STATE = `
  select session_user as application, ${READER_ROLE} as role,
    (select coalesce(${MAY_BECOME_READER}, false) from pg_roles where rolname = ${READER_ROLE}) as "isUsed"`

interface ReaderRole {
  application: string
  role: string
  /** Null where there is no such role. */
  isUsed: boolean | null
}

/** Whether PostgreSQL stands behind what `asReader` reads, for the doctor. */
export async function readerRoleState(client: QueryClient): Promise<ReaderRole> {
  const [state] = await sql<ReaderRole>(client, STATE)
  return state
}

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
