import Membership from '#models/accounts/membership'

/** Owners first, then as they joined. */
export function membersOf(businessId: number): Promise<Membership[]> {
  return Membership.query()
    .where({ businessId })
    .preload('user')
    .orderByRaw(`array_position(array['owner', 'admin', 'staff', 'viewer'], role::text), id`)
    .exec()
}
