import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { closeAsEveryone } from '#steps'
import opening from '#config/opening'
import { recordSettingsChange } from '#history'
import type { By } from '#models/by'
import Business from '#models/settings/business'
import AvailabilityRule from '#models/availability/availability_rule'
import Host, { type HostKind } from '#models/availability/host'
import Service from '#models/services/service'
import { brokenConstraint, inTransaction, lockRowOrFail } from '#transactions'

interface NewHost {
  businessId: number
  kind?: HostKind
  name: string
  timeZone: string
  serviceIds: number[]
  /** Whose weekly hours they begin with; else the usual ones. */
  hoursOf?: number | null
  by: By
}

const TRIES = 5

export default class AddHost {
  async handle(added: NewHost): Promise<Host> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await inTransaction((trx) => this.add(trx, added))
      } catch (error) {
        // Somebody took the same name in the same moment: the next try sees theirs.
        const isTaken = brokenConstraint(error) === 'hosts_page_slug_unique'
        if (!isTaken || attempt === TRIES) throw error
      }
    }
  }

  private async add(trx: Transaction, added: NewHost): Promise<Host> {
    const { businessId, kind = 'person', name, timeZone, serviceIds, by } = added
    await lockRowOrFail(trx, Business, { id: businessId })
    const last = await Host.query({ client: trx })
      .where({ businessId })
      .orderBy('position', 'desc')
      .first()
    const position = (last?.position ?? -1) + 1
    const details = { businessId, kind, name, timeZone, isActive: true, position }
    const host = await Host.create(details, { client: trx })
    await host.related('availabilityRules').createMany(await this.firstHours(trx, added))
    await closeAsEveryone(trx, host)
    const services = await Service.query({ client: trx })
      .where({ businessId })
      .whereIn('id', serviceIds)
    for (const service of services) {
      await service.related('hosts').attach({ [host.id]: { business_id: businessId } })
    }
    await recordSettingsChange(trx, {
      businessId,
      action: 'host.added',
      subjectType: 'host',
      subjectId: host.id,
      changes: { services: { from: [], to: services.map(({ id }) => id) } },
      by,
    })
    return host
  }

  private async firstHours(trx: Transaction, { businessId, hoursOf }: NewHost) {
    const copied = await AvailabilityRule.query({ client: trx })
      .where({ businessId, hostId: hoursOf ?? 0 })
      .orderBy('id')
    if (copied.length === 0) return usualHours(businessId)
    return copied.map(({ dayOfWeek, opensTime, closesTime }) => ({
      businessId,
      dayOfWeek,
      opensTime,
      closesTime,
    }))
  }
}

function usualHours(businessId: number) {
  return opening.weekdays.map((dayOfWeek) => ({
    businessId,
    dayOfWeek,
    opensTime: opening.hours.opens,
    closesTime: opening.hours.closes,
  }))
}
