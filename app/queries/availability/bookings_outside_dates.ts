import { type ComingClaim, comingClaims } from '#claims'
import type Business from '#models/settings/business'
import type Host from '#models/availability/host'
import Service from '#models/services/service'
import { loadQuestion } from '#queries/availability/load_availability'
import { setAsideRules } from '#scheduling/rules/set_aside'
import { outsideOf } from '#scheduling/scenarios/comparison'
import type { Instant } from '#scheduling/types'
import { dateAt } from '#scheduling/time/zones'

export async function bookingsOutsideDates(
  business: Business,
  host: Host,
  dates: ReadonlySet<string>,
  now: Instant
): Promise<Map<string, ComingClaim[]>> {
  if (dates.size === 0) return new Map()
  const dateOfClaim = ({ start }: ComingClaim) => dateAt(host.timeZone, start)
  const claims = await comingClaims({ businessId: business.id, hostId: host.id, now })
  const onDates = claims.filter((claim) => dates.has(dateOfClaim(claim)))
  const byService = Map.groupBy(onDates, ({ serviceId }) => serviceId)
  const services = await Service.query()
    .where('business_id', business.id)
    .whereIn('id', [...byService.keys()])

  const outside: ComingClaim[] = []
  for (const service of services) {
    const own = byService.get(service.id) ?? []
    const range = { start: own[0].start, end: own[own.length - 1].end }
    const question = await loadQuestion({ business, service, hostId: host.id, range, now })
    // Only the date's own hours matter: no block, not the service's, nor how far ahead it goes.
    const whenever = setAsideRules(question, ['clients'])
    const rules = { ...whenever.rules, hours: null }
    const hosts = whenever.hosts.map((each) => ({ ...each, blocks: [] }))
    outside.push(...outsideOf({ ...whenever, rules, hosts }, own))
  }
  return Map.groupBy(outside, dateOfClaim)
}
