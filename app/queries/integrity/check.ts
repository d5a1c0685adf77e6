import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { sql } from '#transactions'

/** The ids and figures that lead to what is wrong; never a person's name or words. */
export type Fault = Record<string, string | number | null>

/** Something that can never be true of a sound database. */
export interface Check {
  name: string
  /** What one fault means, for whoever reads the report. */
  means: string
  find(client: QueryClient): Promise<Fault[]>
}

/** A check that is one statement, so that it sees one moment whatever is written meanwhile. */
export function checkOf(
  name: string,
  means: string,
  statement: string,
  parameters: Record<string, string[]> = {}
): Check {
  return { name, means, find: (client) => sql<Fault>(client, statement, parameters) }
}
