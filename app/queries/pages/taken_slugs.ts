import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { freeSlug } from '#models/slug'

export async function takenSlugs(
  name: string,
  client: QueryClient = db.connection()
): Promise<Set<string>> {
  const stem = `${freeSlug(name, new Set()).slice(0, 90)}%`
  const rows: { slug: string }[] = await client
    .from('businesses')
    .select('slug')
    .whereLike('slug', stem)
    .unionAll(client.from('retired_slugs').select('slug').whereLike('slug', stem))
  return new Set(rows.map(({ slug }) => slug))
}
