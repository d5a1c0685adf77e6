import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { changeSettings } from '#steps'
import Host from '#models/availability/host'
import type { By } from '#models/by'
import { mixedServices } from '#queries/services/mixed_services'
import { inTransaction, lockBusiness, sql } from '#transactions'

interface HostServices {
  businessId: number
  hostId: number
  serviceIds: number[]
  /** `versionOf` the ids that the form was made from; null saves anyway. */
  version: string | null
  by: By
}

interface Named {
  id: number
  name: string
}

export type ServicesOutcome = 'saved' | 'stale' | Refused

interface Refused {
  /** Nobody else gives them; or it would be a room beside people, in a class. */
  outcome: 'alone' | 'mixed'
  services: Named[]
}

/** A service always keeps somebody who gives it. */
export default class SetHostServices {
  handle(set: HostServices): Promise<ServicesOutcome> {
    const { businessId, hostId } = set
    return inTransaction(async (trx) => {
      // As where a service is saved: two who leave it at once would leave it to nobody.
      await lockBusiness(trx, businessId)
      const host = await Host.query({ client: trx })
        .where({ businessId, id: hostId })
        .preload('services')
        .firstOrFail()
      const from = host.services.map(({ id }) => id).toSorted(byNumber)
      const to = await this.known(trx, set)
      const left = from.filter((id) => !to.includes(id))
      return changeSettings<Refused>(trx, set, {
        row: host,
        shown: [from],
        change: () => ({ services: { from, to } }),
        refuse: async () => {
          const alone = await this.leftAlone(trx, hostId, left)
          if (alone.length > 0) return { outcome: 'alone', services: alone }
          const serviceIds = to.filter((id) => !from.includes(id))
          const { kind } = host
          const joining = { businessId, hostId, kind, serviceIds, areClasses: true }
          const mixed = await mixedServices(trx, joining)
          return mixed.length > 0 ? { outcome: 'mixed', services: mixed } : null
        },
        write: async () => {
          const rows = to.map((id) => [id, { business_id: businessId }])
          await host.related('services').sync(Object.fromEntries(rows))
        },
        action: 'host.services_set',
        subjectType: 'host',
        before: { services: from },
      })
    })
  }

  private async known(trx: Transaction, { businessId, serviceIds }: HostServices) {
    const rows = await trx
      .from('services')
      .where('business_id', businessId)
      .whereIn('id', serviceIds)
      .select('id')
    return rows.map(({ id }) => Number(id)).toSorted(byNumber)
  }

  private leftAlone(trx: Transaction, hostId: number, left: number[]): Promise<Named[]> {
    return sql<Named>(
      trx,
      `select id, name from services
        where id = any(cast(:left as bigint[])) and not exists (
          select from service_hosts where service_id = services.id and host_id <> :hostId)
        order by position, id`,
      { left, hostId }
    )
  }
}

function byNumber(one: number, other: number): number {
  return one - other
}
