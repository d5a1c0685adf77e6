import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { type AsksToTell, asksToTell, NOBODY, type Reworded, tellBooked } from '#steps'
import { changesOf, contentBefore, recordSettingsChange } from '#history'
import Host, { type HostKind } from '#models/availability/host'
import type { By } from '#models/by'
import { isChangedSince } from '#models/version'
import { planComingReminders, wakeDeliveries } from '#outbox'
import type { RulesAt } from '#scheduling/rules/rules'
import { brokenConstraint, databaseNow, retryingTransaction } from '#transactions'

export interface HostDetails extends RulesAt<'host'> {
  kind?: HostKind
  name: string
  pageSlug?: string
  /** Changes which hours are meant; what is booked stays at its moment. */
  timeZone: string
}

interface Update {
  businessId: number
  hostId: number
  details: HostDetails
  /** `versionOf` the host that the form was made from; null saves anyway. */
  version: string | null
  /** Undefined asks first. */
  tellsBooked?: boolean
  by: By
}

export type HostUpdate =
  { outcome: 'saved'; told: number } | { outcome: 'stale' | 'busy' | 'address_taken' } | AsksToTell

export default class UpdateHost {
  async handle(update: Update): Promise<HostUpdate> {
    const attempt = await retryingTransaction((trx) => this.save(update, trx)).catch(addressTaken)
    if (attempt === null) return { outcome: 'busy' }
    if (typeof attempt === 'string') return { outcome: attempt }
    if ('asks' in attempt) return attempt
    await wakeDeliveries(attempt.owed, update.by.requestId)
    return { outcome: 'saved', told: attempt.bookings }
  }

  private async save(update: Update, trx: Transaction) {
    const { businessId, hostId, details, version, by } = update
    const host = await Host.query({ client: trx })
      .where({ businessId, id: hostId })
      .forUpdate()
      .firstOrFail()
    const isStale = isChangedSince(version, host.content)
    host.merge(details)
    if (!host.$isDirty) return NOBODY
    if (isStale) return 'stale' as const

    const reworded = hostReworded(host)
    const asks = await asksToTell(trx, reworded, update.tellsBooked)
    if (asks) return asks

    const changes = changesOf(host)
    const before = contentBefore(host)
    await host.save()
    const told = await tellBooked(trx, reworded, update)
    if (told.bookings > 0) {
      await planComingReminders(trx, { businessId, serviceId: null }, await databaseNow(trx))
    }
    if (changes.isActive && host.isActive) await restartRoundRobin(trx, hostId)
    await recordSettingsChange(trx, {
      businessId,
      action: 'host.updated',
      subjectType: 'host',
      subjectId: hostId,
      changes,
      before,
      by,
    })
    return told
  }
}

function addressTaken(error: unknown) {
  if (brokenConstraint(error) === 'hosts_page_slug_unique') return 'address_taken' as const
  throw error
}

function hostReworded(host: Host): Reworded {
  const { businessId, id, name } = host
  const hosts = { [id]: name }
  return { businessId, hostId: id, all: 'name' in host.$dirty ? { hosts } : {} }
}

/** A host who comes back starts even with the others, as a new one does. */
async function restartRoundRobin(trx: Transaction, hostId: number): Promise<void> {
  await trx
    .from('service_hosts')
    .where('host_id', hostId)
    .update({ joined_at: trx.raw('clock_timestamp()') })
}
