import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { freeSlug } from '#models/slug'

/** Made from a name, for the page of a person or a team. */
export async function freePageSlug(client: QueryClient, name: string): Promise<string> {
  const stem = freeSlug(name, new Set()).slice(0, 90)
  const near: { slug: string }[] = await client
    .from('page_slugs')
    .whereLike('slug', `${stem}%`)
    .select('slug')
  return freeSlug(name, new Set(near.map(({ slug }) => slug)))
}
