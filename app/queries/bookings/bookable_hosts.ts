import Host, { IS_GIVEN_ALONE } from '#models/availability/host'

/** Who may be given a booking: each person who takes some, and a room that is booked by itself. */
export function bookableHosts(businessId: number): Promise<Host[]> {
  return Host.query()
    .where({ businessId, isActive: true })
    .where((one) =>
      one
        .where('kind', 'person')
        .orWhereHas('services', (services) => services.whereRaw(IS_GIVEN_ALONE))
    )
    .orderBy('position')
    .orderBy('id')
    .exec()
}
