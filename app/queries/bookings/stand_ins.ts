import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type Booking from '#models/bookings/booking'
import Host from '#models/availability/host'
import type Service from '#models/services/service'

export async function findStandIns(
  { businessId, hostId }: Booking,
  service: Service,
  client?: QueryClient
): Promise<Host[]> {
  if (service.hostMode !== 'any') return []
  return Host.query({ client })
    .where({ businessId, isActive: true })
    .whereNot('id', hostId)
    .whereRaw(
      'exists (select from service_hosts where service_hosts.host_id = hosts.id and service_id = ?)',
      [service.id]
    )
    .orderBy('position')
    .orderBy('id')
}
