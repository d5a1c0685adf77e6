import type Business from '#models/settings/business'

/** Everybody who works in the business, by name. */
export async function peopleOf(business: Business): Promise<{ id: number; name: string }[]> {
  const members = await business
    .related('memberships')
    .query()
    .preload('user', (user) => user.select('id', 'full_name'))
  return members
    .map(({ user }) => ({ id: user.id, name: user.fullName }))
    .toSorted((one, other) => one.name.localeCompare(other.name))
}
