import type { HttpContext } from '@adonisjs/core/http'
import OrderServices from '#actions/services/order_services'
import { overtaken } from '#controllers/owner/form_before'
import type { ToReturn } from '#controllers/owner/history/to_return'
import type { UndoneEntry } from '#models/audit_entry'
import { versionOf } from '#models/version'
import { addressOf } from '#pages/address_of'

/** Where a service has come or gone since, the order before is nobody's any more. */
export async function orderToReturn(ctx: HttpContext, entry: UndoneEntry): Promise<ToReturn> {
  const { business, by, i18n } = ctx
  const services = await business
    .related('services')
    .query()
    .whereNull('archived_at')
    .orderBy('position')
    .orderBy('id')
  const now = services.map(({ id }) => id)
  const { from, to } = entry.changes.services as { from: number[]; to: number[] }
  if (now.join() !== to.join()) throw overtaken(i18n)

  const named = (ids: number[]) =>
    ids.map((id) => services.find((service) => service.id === id)?.name ?? '').join(', ')
  const title = i18n.t('owner.layout.menu.services')
  return {
    about: title,
    lines: [{ label: title, from: named(now), to: named(from) }],
    version: versionOf(now),
    saving: null,
    save: (version) =>
      new OrderServices().handle({ businessId: business.id, ids: from, version, by }),
    address: addressOf('owner.services.index'),
  }
}
