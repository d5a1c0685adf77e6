import db from '@adonisjs/lucid/services/db'
import { sql } from '#transactions'

/** Those in use, in the order of the alphabet. */
export async function clientTags(businessId: number): Promise<string[]> {
  const rows = await sql<{ tag: string }>(
    db.connection(),
    `select distinct unnest(tags) as tag from clients
      where business_id = :businessId and tags <> '{}' order by tag`,
    { businessId }
  )
  return rows.map(({ tag }) => tag)
}
