import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { type AsksToTell, asksToTell, type Reworded, tellBooked } from '#diary'
import { changesOf, contentBefore, recordSettingsChange } from '#history'
import type Host from '#models/availability/host'
import type { By } from '#models/by'
import type { Routing } from '#models/services/routing'
import Service from '#models/services/service'
import {
  type TeamMember,
  placeInTeam,
  serviceContent,
  type RoundRobin,
  turnOf,
} from '#models/services/service_team'
import { isChangedSince } from '#models/version'
import { freeSlug } from '#models/slug'
import { planComingReminders, wakeDeliveries } from '#outbox'
import type { RulesAt } from '#scheduling/rules/rules'
import { wake } from '#services/queue'
import { databaseNow, retryingTransaction } from '#transactions'

export interface ServiceDetails extends Omit<RulesAt<'service'>, 'hours'> {
  name: string
  description: string | null
  isPlannedOnly: boolean
  price: string
  hostMode?: Service['hostMode']
  locationType: Service['locationType']
  locationDetails: string | null
  instructions: string | null
  requiresApproval: boolean | null
  acceptsCompetingRequests?: boolean | null
  compactsDay: boolean
  routing: Routing | null
  followUp: string | null
  followUpDelayHours: number
  isHidden: boolean
  position: number
}

interface Save {
  businessId: number
  serviceId: number | null
  details: ServiceDetails
  hostIds: number[]
  turns?: Map<number, RoundRobin>
  /** `versionOf` the `serviceContent` that the form was made from; null saves anyway. */
  version: string | null
  tellsBooked?: boolean
  by: By
}

export interface SavedService {
  service: Service
  told: number
}

/** The service's address never changes, since links to it are out there. */
export default class SaveService {
  async handle(save: Save): Promise<SavedService | AsksToTell | 'stale' | 'busy'> {
    const attempt = await retryingTransaction((trx) => this.save(save, trx))
    if (attempt === null) return 'busy'
    if (attempt === 'stale' || 'asks' in attempt) return attempt
    const { owed, ...saved } = attempt
    await wakeDeliveries(owed, save.by.requestId)
    // More places may help somebody who waits, without waiting for the job.
    if (save.serviceId !== null) await wake('offer_places', {})
    return saved
  }

  private async save(save: Save, trx: Transaction) {
    const { businessId, serviceId, details, hostIds, turns, version, by } = save
    // One at a time for each business, so that two new services cannot get the same slug.
    await trx.from('businesses').where('id', businessId).select('id').forUpdate()
    const service = await this.find(businessId, serviceId, trx)
    const hostsBefore = service.$isNew ? [] : await teamOf(service)
    const team = {
      from: hostsBefore.map(placeInTeam),
      to: newTeam(hostsBefore, hostIds, turns),
    }
    const isStale = !service.$isNew && isChangedSince(version, serviceContent(service, hostsBefore))
    service.merge(details)
    if (isStale && (service.$isDirty || !isSame(team))) return 'stale' as const
    const reworded = serviceReworded(service)
    const asks = await asksToTell(trx, reworded, save.tellsBooked)
    if (asks) return asks
    if (service.$isNew) service.slug = freeSlug(details.name, await this.slugs(businessId, trx))

    const changes = changesOf(service)
    const content = contentBefore(service)
    await service.save()
    const told = await tellBooked(trx, reworded, save)
    if (changes.reminderMinutes || told.bookings > 0) {
      await planComingReminders(trx, { businessId, serviceId: service.id }, await databaseNow(trx))
    }
    const hosts = await this.assignHosts(service, team)
    await recordSettingsChange(trx, {
      businessId,
      action: serviceId === null ? 'service.created' : 'service.updated',
      subjectType: 'service',
      subjectId: service.id,
      changes: { ...changes, ...hosts },
      before: content && { ...content, team: team.from },
      by,
    })
    return { service, told: told.bookings, owed: told.owed }
  }

  private async assignHosts(service: Service, { from, to }: Team) {
    if (isSame({ from, to })) return {}
    const { businessId } = service
    await service
      .related('hosts')
      .sync(
        Object.fromEntries(to.map(({ id, ...turn }) => [id, { business_id: businessId, ...turn }]))
      )
    const ids = (hosts: { id: number }[]) => hosts.map(({ id }) => id)
    const isSameTeam = ids(from).join() === ids(to).join()
    return isSameTeam ? { turns: { from, to } } : { hosts: { from: ids(from), to: ids(to) } }
  }

  private find(businessId: number, serviceId: number | null, trx: Transaction): Promise<Service> {
    if (serviceId === null) return Promise.resolve(this.blank(businessId, trx))
    return Service.query({ client: trx })
      .where({ businessId, id: serviceId })
      .forUpdate()
      .firstOrFail()
  }

  private blank(businessId: number, trx: Transaction): Service {
    return new Service().useTransaction(trx).merge({ businessId })
  }

  private async slugs(businessId: number, trx: Transaction): Promise<Set<string>> {
    const services = await Service.query({ client: trx }).where({ businessId }).select('slug')
    return new Set(services.map(({ slug }) => slug))
  }
}

interface Team {
  from: TeamMember[]
  to: TeamMember[]
}

function serviceReworded(service: Service): Reworded {
  const { businessId, id, locationType } = service
  const { name, ...dirty } = service.$dirty as Partial<ServiceDetails>
  const details = 'locationDetails' in dirty ? { locationDetails: service.locationDetails } : {}
  const isLink = locationType === 'video' && !('locationType' in dirty)
  return {
    businessId,
    serviceId: service.$isNew ? 0 : id,
    all: {
      ...(name !== undefined && { service: name }),
      ...('locationType' in dirty && { locationType }),
      ...(!isLink && details),
    },
    confirmed: {
      ...(isLink && details),
      ...('instructions' in dirty && { instructions: service.instructions }),
    },
  }
}

function teamOf(service: Service): Promise<Host[]> {
  return service.related('hosts').query().orderBy('hosts.id')
}

/** Hosts that are missing in `turns` keep theirs. */
function newTeam(before: Host[], hostIds: number[], turns?: Map<number, RoundRobin>): TeamMember[] {
  return hostIds
    .toSorted((one, other) => one - other)
    .map((id) => ({ id, ...(turns?.get(id) ?? turnOf(before.find((host) => host.id === id))) }))
}

function isSame({ from, to }: Team): boolean {
  return JSON.stringify(from) === JSON.stringify(to)
}
