import type { HttpContext } from '@adonisjs/core/http'
import OrderServices from '#actions/services/order_services'
import type { UndoneEntry } from '#models/audit_entry'
import { versionOf } from '#models/version'

/** Where a service has come or gone since, the order before is nobody's any more. */
export async function undoneOrder({ business, by }: HttpContext, entry: UndoneEntry) {
  const services = await business
    .related('services')
    .query()
    .whereNull('archived_at')
    .orderBy('position')
    .orderBy('id')
  const now = services.map(({ id }) => id)
  const { from, to } = entry.changes.services as { from: number[]; to: number[] }
  if (now.join() !== to.join()) return null

  return {
    ...{ kind: 'order' as const, services, now, then: from },
    version: versionOf(now),
    saving: null,
    save: (version: string) =>
      new OrderServices().handle({ businessId: business.id, ids: from, version, by }),
  }
}
