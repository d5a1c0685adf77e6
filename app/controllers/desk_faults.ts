import { FIRST_PLACE, placesToChoose } from '#formats/bookings/places'
import type Service from '#models/services/service'
import { type Desk, hostsToChoose } from '#queries/bookings/desk'

export interface DeskFault {
  field: 'service' | 'place' | 'host'
  fault: 'unknown' | 'needs_all' | 'own_only' | 'elsewhere'
}

/** Staff book into their own calendar only; where all hosts are needed, nobody is chosen. */
export function faultAtDesk(
  desk: Desk,
  service: Service | undefined,
  { host: hostId, place = FIRST_PLACE }: { host?: number | null; place?: number }
): DeskFault | null {
  if (!service) return { field: 'service', fault: 'unknown' }
  if (!placesToChoose(service).some(({ key }) => key === place)) {
    return { field: 'place', fault: 'unknown' }
  }
  if (service.hostMode === 'collective') {
    const isAllowed = service.hosts.every(({ id }) => desk.hosts.some((host) => host.id === id))
    return isAllowed ? null : { field: 'service', fault: 'needs_all' }
  }
  if (hostId === undefined || hostId === null) {
    return desk.isOwnOnly ? { field: 'host', fault: 'own_only' } : null
  }
  if (hostsToChoose(desk, service).some(({ id }) => id === hostId)) return null
  const isThere = desk.hosts.some(({ id }) => id === hostId)
  return { field: 'host', fault: isThere ? 'elsewhere' : 'unknown' }
}
