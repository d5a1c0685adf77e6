import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'

interface Asking {
  businessId: number
  /** Whose own slugs, earlier ones too, are free for it. */
  besides: number | null
}

export async function takenServiceSlugs(
  client: QueryClient,
  { businessId, besides }: Asking
): Promise<Set<string>> {
  const others = (table: string, id: string) =>
    client
      .from(table)
      .select('slug')
      .where('business_id', businessId)
      .if(besides !== null, (query) => query.whereNot(id, besides as number))
  const rows: { slug: string }[] = await others('services', 'id').unionAll(
    others('retired_service_slugs', 'service_id')
  )
  return new Set(rows.map(({ slug }) => slug))
}
