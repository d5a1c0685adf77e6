import db from '@adonisjs/lucid/services/db'

/** Of one page; they still lead to it. */
export async function earlierAddresses(
  of: { host_id: number } | { team_page_id: number }
): Promise<string[]> {
  const rows = await db
    .from('page_slugs')
    .where({ ...of, is_current: false })
    .orderBy('created_at', 'desc')
    .orderBy('slug')
    .select('slug')
  return rows.map(({ slug }: { slug: string }) => slug)
}
