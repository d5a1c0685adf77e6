import db from '@adonisjs/lucid/services/db'
import { sql } from '#transactions'

interface GoneService {
  slug: string
  name: string
  isActive: boolean
  isArchived: boolean
}

const GONE = `
  select slug, name, is_active as "isActive", archived_at is not null as "isArchived"
  from services where business_id = :businessId`

/** What an address led to that no service has now, or only one that is not on offer. */
export async function findGoneService(
  businessId: number,
  at: { slug: string } | { id: number }
): Promise<GoneService | null> {
  const [found] =
    'slug' in at
      ? await sql<GoneService>(
          db.connection(),
          `${GONE} and (slug = :slug or id = (
             select service_id from retired_service_slugs
              where business_id = :businessId and slug = :slug))
           order by slug = :slug desc limit 1`,
          { businessId, ...at }
        )
      : await sql<GoneService>(db.connection(), `${GONE} and id = :id`, { businessId, ...at })
  return found ?? null
}
