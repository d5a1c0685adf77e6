import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { sql } from '#transactions'

export type Fault = Record<string, string | number | null>

export interface Check {
  name: string
  means: string
  find(client: QueryClient): Promise<Fault[]>
}

/** One statement sees one moment, whatever is written meanwhile. */
export function checkOf(
  name: string,
  means: string,
  statement: string,
  parameters: Record<string, string[]> = {}
): Check {
  return { name, means, find: (client) => sql<Fault>(client, statement, parameters) }
}
