import { type ComingClaim, comingClaims } from '#claims'
import type Business from '#models/settings/business'
import Service from '#models/services/service'
import { loadQuestions } from '#queries/availability/load_availability'
import { type Change, loadChanged, oncePerBooking } from '#queries/availability/preview_change'
import { setAsideRules } from '#scheduling/rules/set_aside'
import { outsideOf } from '#scheduling/scenarios/comparison'
import type { Instant } from '#scheduling/types'

interface Closing {
  business: Business
  of: { hostIds: readonly number[] } | { serviceId: number }
  change: Change
  now: Instant
}

/** Only the hours matter, not how far ahead clients may book. */
export async function bookedOutside({
  business,
  of,
  change,
  now,
}: Closing): Promise<ComingClaim[]> {
  const serviceIds = 'serviceId' in of ? [of.serviceId] : null
  const claims = await comingClaims({ businessId: business.id, serviceIds, now })
  const held = claims.filter(({ hostId }) => 'serviceId' in of || of.hostIds.includes(hostId))
  if (held.length === 0) return []

  const services = await Service.query()
    .where('business_id', business.id)
    .whereIn('id', [...new Set(held.map(({ serviceId }) => serviceId))])
    .orderBy('id')
  const wanted = {
    business,
    range: { start: held[0].start, end: Math.max(...held.map(({ end }) => end)) },
    now,
  }
  const stored = await loadQuestions(wanted, services)
  const before = [...stored.values()]
  const after = await loadChanged(wanted, services, change)
  const outside = services.flatMap(({ id }, index) => {
    const own = held.filter(({ serviceId }) => serviceId === id)
    const already = new Set(outsideOf(setAsideRules(before[index], ['clients']), own))
    return outsideOf(setAsideRules(after[index], ['clients']), own).filter(
      (claim) => !already.has(claim)
    )
  })
  return oncePerBooking(outside)
}
