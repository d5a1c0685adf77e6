import db from '@adonisjs/lucid/services/db'
import type Host from '#models/availability/host'

/** Of a personal page; they still lead to it. */
export async function earlierAddresses({ id }: Host): Promise<string[]> {
  const rows = await db
    .from('page_slugs')
    .where({ host_id: id, is_current: false })
    .orderBy('created_at', 'desc')
    .orderBy('slug')
    .select('slug')
  return rows.map(({ slug }: { slug: string }) => slug)
}
