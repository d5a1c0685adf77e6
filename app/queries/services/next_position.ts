import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'

/** At the end of the list. */
export async function nextPosition(businessId: number, client: QueryClient): Promise<number> {
  const [{ last }] = await client
    .from('services')
    .where('business_id', businessId)
    .max('position as last')
  return (last ?? -1) + 1
}
