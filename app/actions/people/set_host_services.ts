import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { recordSettingsChange } from '#history'
import Host from '#models/availability/host'
import type { By } from '#models/by'
import { isChangedSince } from '#models/version'
import { inTransaction, sql } from '#transactions'

interface HostServices {
  businessId: number
  hostId: number
  serviceIds: number[]
  /** `versionOf` the ids that the form was made from; null saves anyway. */
  version: string | null
  by: By
}

export type ServicesOutcome = 'saved' | 'stale' | { outcome: 'alone'; services: string[] }

/** A service always keeps somebody who gives it. */
export default class SetHostServices {
  handle(set: HostServices): Promise<ServicesOutcome> {
    const { businessId, hostId, version, by } = set
    return inTransaction(async (trx) => {
      // As where a service is saved: two who leave it at once would leave it to nobody.
      await trx.from('businesses').where('id', businessId).select('id').forUpdate()
      const host = await Host.query({ client: trx })
        .where({ businessId, id: hostId })
        .preload('services')
        .firstOrFail()
      const from = host.services.map(({ id }) => id).toSorted(byNumber)
      const to = await this.known(trx, set)
      if (from.join() === to.join()) return 'saved'
      if (isChangedSince(version, from)) return 'stale'

      const left = from.filter((id) => !to.includes(id))
      const alone = await this.leftAlone(trx, hostId, left)
      if (alone.length > 0) return { outcome: 'alone', services: alone }

      await trx.from('service_hosts').where('host_id', hostId).whereIn('service_id', left).delete()
      const taken = to.filter((id) => !from.includes(id))
      await host
        .related('services')
        .attach(Object.fromEntries(taken.map((id) => [id, { business_id: businessId }])))
      await recordSettingsChange(trx, {
        businessId,
        action: 'host.services_set',
        subjectType: 'host',
        subjectId: hostId,
        changes: { services: { from, to } },
        before: { services: from },
        by,
      })
      return 'saved'
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

  private async leftAlone(trx: Transaction, hostId: number, left: number[]): Promise<string[]> {
    const rows = await sql<{ name: string }>(
      trx,
      `select name from services
        where id = any(cast(:left as bigint[])) and not exists (
          select from service_hosts where service_id = services.id and host_id <> :hostId)
        order by position, id`,
      { left, hostId }
    )
    return rows.map(({ name }) => name)
  }
}

function byNumber(one: number, other: number): number {
  return one - other
}
