import type Business from '#models/settings/business'
import type Service from '#models/services/service'

export function touchedServices(business: Business, hostIds?: number[]): Promise<Service[]> {
  return business
    .related('services')
    .query()
    .where('is_active', true)
    .if(hostIds, (services) =>
      services.whereHas('hosts', (hosts) => hosts.whereIn('hosts.id', hostIds ?? []))
    )
    .orderBy('position')
    .orderBy('id')
    .exec()
}
