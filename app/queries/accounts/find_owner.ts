import Business from '#models/settings/business'

export async function findOwner(
  slug: string
): Promise<{ businessId: number; userId: number } | null> {
  const business = await Business.query()
    .where({ slug })
    .preload('memberships', (memberships) => memberships.where('role', 'owner').orderBy('id'))
    .first()
  const [owner] = business?.memberships ?? []
  return business && owner ? { businessId: business.id, userId: owner.userId } : null
}
