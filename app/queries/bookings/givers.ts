import Host from '#models/availability/host'

/** Who may be given a booking: each person, and a room that is booked by itself. */
export function givers(businessId: number): Promise<Host[]> {
  return Host.query()
    .where({ businessId })
    .where((one) =>
      one
        .where('kind', 'person')
        .orWhereHas('services', (services) => services.whereNot('host_mode', 'collective'))
    )
    .orderBy('position')
    .orderBy('id')
    .exec()
}
