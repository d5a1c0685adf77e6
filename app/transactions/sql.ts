import { createHash } from 'node:crypto'
import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type { RawQueryBindings } from '@adonisjs/lucid/types/querybuilder'

export type SqlValue = string | number | boolean | Date | string[] | number[] | null

/**
 * Write `cast(:name as type)`: `:name::type` would be read as an identifier. The text must be
 * constant, since PostgreSQL keeps the plan of each statement by its name.
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
