import db from '@adonisjs/lucid/services/db'
import ClientImport from '#models/clients/client_import'
import type Business from '#models/settings/business'
import { sql } from '#transactions'

const MOST = 10
const SAMPLES = 3
const MOST_SHOWN = 20

export interface ImportRow {
  line: number
  cells: string[]
  reason: string | null
}

export function findImport({ id: businessId }: Business, id: number): Promise<ClientImport> {
  return ClientImport.query().where({ businessId, id }).firstOrFail()
}

export function lastImports({ id: businessId }: Business): Promise<ClientImport[]> {
  return ClientImport.query().where({ businessId }).orderBy('id', 'desc').limit(MOST).exec()
}

export function sampleRows({ id }: ClientImport): Promise<ImportRow[]> {
  return db.from('client_import_rows').where('import_id', id).orderBy('line').limit(SAMPLES)
}

export function firstRefusedRows(read: ClientImport): Promise<ImportRow[]> {
  return refusals(read).limit(MOST_SHOWN)
}

export function refusedRows(read: ClientImport): Promise<ImportRow[]> {
  return refusals(read)
}

interface JoinedRow extends Omit<ImportRow, 'reason'> {
  clientId: number
  name: string
}

/** Those joined to somebody by phone number alone, and with whom; and how many there are. */
export async function firstJoinedRows({
  id,
}: ClientImport): Promise<{ rows: JoinedRow[]; count: number }> {
  const rows = await sql<JoinedRow & { count: number }>(
    db.connection(),
    `select line, cells, clients.id as "clientId", clients.name,
       cast(count(*) over () as integer) as count
     from client_import_rows join clients on clients.id = joined_id
     where import_id = :id order by line limit ${MOST_SHOWN}`,
    { id }
  )
  return { rows, count: rows.at(0)?.count ?? 0 }
}

function refusals({ id }: ClientImport) {
  return db
    .from('client_import_rows')
    .where('import_id', id)
    .whereNotNull('reason')
    .orderBy('line')
    .select('line', 'cells', 'reason')
}
