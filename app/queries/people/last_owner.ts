import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import Membership from '#models/accounts/membership'

export async function isLastOwner(
  client: QueryClient,
  { id, businessId, role }: Pick<Membership, 'id' | 'businessId' | 'role'>
): Promise<boolean> {
  if (role !== 'owner') return false
  const other = await Membership.query({ client })
    .where({ businessId, role })
    .whereNot({ id })
    .first()
  return other === null
}
