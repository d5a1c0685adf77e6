import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { lockHosts, releaseExpiredOfHosts } from '#claims'
import Business from '#models/settings/business'
import type Host from '#models/availability/host'
import Service from '#models/services/service'
import { serviceRules } from '#queries/services/service_rules'
import { rulesOf } from '#scheduling/rules/effective_rules'
import type { SlotRules } from '#scheduling/types'
import { databaseNow } from '#transactions'

interface Wanted {
  businessId: number
  serviceId: number
  hostId: number
}

export interface ReadyToPlan {
  service: Service
  host: Host
  hostIds: number[]
  rules: SlotRules
  /** The database's clock, read after the hosts were locked. */
  now: DateTime
}

export async function readyToPlan(
  trx: Transaction,
  { businessId, serviceId, hostId }: Wanted
): Promise<ReadyToPlan | 'not_found' | 'not_shared'> {
  const business = await Business.query({ client: trx })
    .where('id', businessId)
    .preload('settings')
    .firstOrFail()
  const service = await Service.query({ client: trx })
    .where({ businessId, id: serviceId })
    .preload('hosts')
    .first()
  const host = service?.hosts.find(({ id }) => id === hostId)
  if (!service || !host) return 'not_found'
  if (!service.isShared) return 'not_shared'

  const isCollective = service.hostMode === 'collective'
  const hostIds = isCollective ? service.hosts.map(({ id }) => id) : [hostId]
  await lockHosts(trx, service, isCollective ? null : hostId)
  const now = await databaseNow(trx)
  await releaseExpiredOfHosts(trx, hostIds, now)
  const rules = rulesOf(serviceRules(service, business))
  return { service, host, hostIds, rules, now }
}
