import type { HttpContext } from '@adonisjs/core/http'
import SaveBookingLink, { type LinkDetails } from '#actions/links/save_booking_link'
import type { UndoneEntry } from '#models/audit_entry'
import BookingLink from '#models/links/booking_link'
import { linkContent } from '#models/links/link_content'
import { versionOf } from '#models/version'

type Fields = Record<string, unknown>

/** What one change of a link took away; what was changed besides since stays as it is. */
export async function undoneLink({ business, by }: HttpContext, entry: UndoneEntry) {
  const link = await BookingLink.query()
    .where({ businessId: business.id, id: entry.subject_id })
    .preload('hosts')
    .firstOrFail()
  const hostIds = link.hosts.map(({ id }) => id).toSorted((one, other) => one - other)
  const { hostIds: hostsBefore = hostIds, ...before } = entry.content as {
    hostIds?: number[]
  } & Fields
  const now: Fields = { ...link.$attributes, hosts: hostIds }
  const then: Fields = { ...before, hosts: hostsBefore }
  const changed = Object.keys(entry.changes).filter((field) => field in then)
  if (changed.some((field) => isOvertaken(entry.changes[field], now[field]))) return null

  const changes = changed.map((field) => [field, { from: now[field], to: then[field] }])
  const own = changed.filter((field) => field !== 'hosts').map((field) => [field, then[field]])
  const order = {
    ...{ businessId: business.id, serviceId: link.serviceId, linkId: link.id, by },
    details: Object.fromEntries(own) as LinkDetails,
    hostIds: changed.includes('hosts') ? hostsBefore : hostIds,
  }
  return {
    ...{ kind: 'link' as const, link, changes: Object.fromEntries(changes) as Fields },
    version: versionOf(linkContent(link, hostIds)),
    saving: null,
    async save(version: string) {
      const { outcome } = await new SaveBookingLink().handle({ ...order, version })
      return outcome === 'saved' ? ('saved' as const) : ('stale' as const)
    },
  }
}

/** Of a name only that it changed is kept. */
function isOvertaken(change: unknown, now: unknown): boolean {
  if (typeof change !== 'object' || change === null || !('to' in change)) return false
  return versionOf(change.to) !== versionOf(now)
}
