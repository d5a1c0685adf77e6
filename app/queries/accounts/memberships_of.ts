import Membership from '#models/accounts/membership'

/** With the businesses that somebody belongs to, the first one first. */
export function membershipsOf(userId: number): Promise<Membership[]> {
  return Membership.query().where({ userId }).preload('business').orderBy('id').exec()
}
