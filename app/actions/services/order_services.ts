import { recordSettingsChange } from '#history'
import type { By } from '#models/by'
import Service from '#models/services/service'
import { isChangedSince } from '#models/version'
import { inTransaction, sql } from '#transactions'

interface Order {
  businessId: number
  /** All that are not archived, as they should stand. */
  ids: number[]
  /** `versionOf` the ids as they stood when the list was shown. */
  version: string
  by: By
}

export default class OrderServices {
  handle({ businessId, ids, version, by }: Order): Promise<'ordered' | 'stale'> {
    return inTransaction(async (trx) => {
      await trx.from('businesses').where('id', businessId).select('id').forUpdate()
      const services = await Service.query({ client: trx })
        .where({ businessId })
        .whereNull('archived_at')
        .orderBy('position')
        .orderBy('id')
      const from = services.map(({ id }) => id)
      const isSame = from.join() === ids.join()
      const isWhole = from.toSorted().join() === ids.toSorted().join()
      if (!isSame && (!isWhole || isChangedSince(version, from))) return 'stale'

      await sql(
        trx,
        `update services set position = array_position(cast(:ids as bigint[]), id) - 1
          where business_id = :businessId and id = any(cast(:ids as bigint[]))`,
        { ids, businessId }
      )
      await recordSettingsChange(trx, {
        businessId,
        action: 'services.ordered',
        subjectType: 'business',
        subjectId: businessId,
        changes: isSame ? {} : { services: { from, to: ids } },
        by,
      })
      return 'ordered'
    })
  }
}
