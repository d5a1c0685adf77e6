import Host from '#models/availability/host'

/** Whose calendars somebody may connect; their own where they decide of that alone. */
export function hostsToConnect(businessId: number, userId: number | null): Promise<Host[]> {
  const hosts = Host.query().where({ businessId, kind: 'person' })
  if (userId !== null) hosts.where({ userId })
  return hosts.orderBy('position').orderBy('id').exec()
}
