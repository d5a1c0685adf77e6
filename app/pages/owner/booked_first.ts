import type Business from '#models/settings/business'
import { bookedOutside } from '#queries/availability/booked_outside'
import { type Change, type Preview, previewChange } from '#queries/availability/preview_change'
import { touchedServices } from '#queries/availability/touched_services'
import type Service from '#models/services/service'
import type { Instant } from '#scheduling/types'

interface Saving {
  business: Business
  change: Change
  /** Whose hours change, or those of one service. */
  of: { hostIds: number[] } | { service: Service }
  now: Instant
}

export async function previewSaving({ business, change, of, now }: Saving): Promise<Preview> {
  if ('service' in of) return previewChange({ business, services: [of.service], change, now })
  const { hostIds } = of
  const services = await touchedServices(business, hostIds)
  return previewChange({ business, services, change, hostIds, now })
}

/** Null where nobody is booked outside, or where all of them were already shown. */
export async function bookedFirst(
  saving: Saving,
  { outside_shown: shown }: Record<string, unknown>
): Promise<Preview | null> {
  const { business, change, of, now } = saving
  const outside = await bookedOutside({
    business,
    change,
    of: 'service' in of ? { serviceId: of.service.id } : of,
    now,
  })
  const ids = new Set(typeof shown === 'string' ? shown.split(' ') : [])
  if (outside.every(({ bookingId }) => ids.has(String(bookingId)))) return null
  return { ...(await previewSaving(saving)), outside, isQuestion: true }
}
