import {
  oncePerBooking,
  type Preview,
  previewChange,
  previewSpan,
} from '#queries/availability/preview_change'
import { changedService } from '#queries/availability/proposed_changes'
import type Business from '#models/settings/business'
import type Service from '#models/services/service'
import type { Instant } from '#scheduling/types'

interface Proposal {
  business: Business
  /** With their hosts loaded. */
  services: Service[]
  hostId: number
  /** What the host would give. */
  serviceIds: readonly number[]
  now: Instant
}

/** Of the services that the host would give, or give no more. */
export async function previewHostServices(proposal: Proposal): Promise<Preview> {
  const { business, services, hostId, serviceIds, now } = proposal
  const { until } = previewSpan(business, services, now)
  const changes: Preview[] = []
  for (const service of services) {
    const others = service.hosts.map(({ id }) => id).filter((id) => id !== hostId)
    const hostIds = serviceIds.includes(service.id) ? [...others, hostId] : others
    const change = changedService(service, {}, hostIds)
    if (!change.hostIds) continue
    changes.push(await previewChange({ business, services: [service], change, now }))
  }
  return {
    services: changes.flatMap((each) => each.services),
    emptied: changes.flatMap(({ emptied }) => emptied),
    removedCount: changes.reduce((sum, { removedCount }) => sum + removedCount, 0),
    addedCount: changes.reduce((sum, { addedCount }) => sum + addedCount, 0),
    outside: oncePerBooking(changes.flatMap(({ outside }) => outside)),
    lacking: oncePerBooking(changes.flatMap(({ lacking }) => lacking)),
    until,
  }
}
