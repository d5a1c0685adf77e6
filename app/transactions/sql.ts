import { createHash } from 'node:crypto'
import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type { RawQueryBindings } from '@adonisjs/lucid/types/querybuilder'

export type SqlValue = string | number | boolean | Date | string[] | number[] | null

/**
 * Runs a statement with named parameters (`:name`) and gives its rows. Write `cast(:name as type)`
 * where a type is needed: `:name::type` would be read as an identifier. PostgreSQL keeps the plan of
 * each statement by its name, so the text is a constant: what varies is a parameter.
 */
export async function sql<Row = Record<string, unknown>>(
  client: QueryClient,
  statement: string,
  parameters: Record<string, SqlValue> = {}
): Promise<Row[]> {
  const query = client.knexRawQuery(statement, parameters as RawQueryBindings)
  const { rows }: { rows: Row[] } = await query.options({ name: nameOf(statement) })
  return rows
}

const names = new Map<string, string>()

function nameOf(statement: string): string {
  const known = names.get(statement)
  if (known) return known
  const name = createHash('sha256').update(statement).digest('base64url')
  names.set(statement, name)
  return name
}
