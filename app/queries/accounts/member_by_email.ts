import Membership from '#models/accounts/membership'

/** In the business of that name, or in each of theirs. */
export function memberByEmail(email: string, slug: string | null): Promise<Membership[]> {
  const members = Membership.query()
    .whereHas('user', (users) => users.where('email', email))
    .preload('business')
    .orderBy('id')
  if (slug !== null) members.whereHas('business', (businesses) => businesses.where({ slug }))
  return members.exec()
}
