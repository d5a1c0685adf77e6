import { changeSettings } from '#steps'
import type { By } from '#models/by'
import Business from '#models/settings/business'
import { keptServices } from '#queries/services/kept_services'
import { inTransaction, lockRowOrFail, sql } from '#transactions'

interface Order {
  businessId: number
  /** All that are not archived, as they should stand. */
  ids: number[]
  /** `versionOf` the ids as they stood when the list was shown. */
  version: string
  by: By
}

export default class OrderServices {
  handle(order: Order): Promise<'saved' | 'stale'> {
    const { businessId, ids } = order
    return inTransaction(async (trx) => {
      const business = await lockRowOrFail(trx, Business, { id: businessId })
      const services = await keptServices(businessId, trx)
      const from = services.map(({ id }) => id)
      const isWhole = from.toSorted().join() === ids.toSorted().join()
      return changeSettings<'stale'>(trx, order, {
        row: business,
        shown: [from],
        change: () => ({ services: { from, to: ids } }),
        refuse: async () => (isWhole ? null : 'stale'),
        write: async () => {
          await sql(
            trx,
            `update services set position = array_position(cast(:ids as bigint[]), id) - 1
              where business_id = :businessId and id = any(cast(:ids as bigint[]))`,
            { ids, businessId }
          )
        },
        action: 'services.ordered',
        subjectType: 'business',
        before: { services: from },
      })
    })
  }
}
