import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'

export interface RetiredSlug {
  slug: string
  retiredAt: DateTime
}

/** Addresses that still lead to the business's page, the one given up last on top. */
export async function retiredSlugs(businessId: number): Promise<RetiredSlug[]> {
  const rows = await db
    .from('retired_slugs')
    .where('business_id', businessId)
    .select('slug', 'created_at')
    .orderBy('created_at', 'desc')
    .orderBy('slug')
  return rows.map(({ slug, created_at: at }) => ({ slug, retiredAt: DateTime.fromJSDate(at) }))
}
