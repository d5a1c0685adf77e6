import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { planComingReminders } from '#actions/notifications/plan_reminders'
import { changesOf, recordSettingsChange } from '#history'
import type Host from '#models/host'
import type { Routing } from '#models/routing'
import Service from '#models/service'
import { contentOf, isChangedSince } from '#models/version'
import { freeSlug } from '#models/slug'
import type { OwnChangePolicy } from '#scheduling/change_policy'
import type { StartTime } from '#scheduling/types'
import { wake } from '#services/queue'
import { databaseNow, inTransaction } from '#transactions'

export interface ServiceDetails extends OwnChangePolicy {
  name: string
  description: string | null
  durationMinutes: number
  durations: number[]
  capacity: number
  isPlannedOnly: boolean
  price: string
  /** As it is, unless somebody is asked. */
  hostMode?: Service['hostMode']
  locationType: Service['locationType']
  locationDetails: string | null
  instructions: string | null
  slotIntervalMinutes: number | null
  startTimes: StartTime[] | null
  bufferBeforeMinutes: number
  bufferAfterMinutes: number | null
  minimumNoticeMinutes: number | null
  horizonDays: number | null
  bookableFrom: string | null
  bookableUntil: string | null
  requiresApproval: boolean | null
  /** As it is, unless somebody is asked. */
  acceptsCompetingRequests?: boolean | null
  dailyLimit: number | null
  weeklyLimit: number | null
  compactsDay: boolean
  routing: Routing | null
  reminderMinutes: number[] | null
  followUp: string | null
  followUpDelayHours: number
  isActive: boolean
  isHidden: boolean
  position: number
}

/** How a host takes turns where one of several is enough. */
export interface Turn {
  /** The higher goes first. */
  priority: number
  /** A host of weight 2 gets twice the bookings of one of weight 1. */
  weight: number
}

interface Save {
  businessId: number
  /** Null makes a new one. */
  serviceId: number | null
  details: ServiceDetails
  hostIds: number[]
  /** Of those whose turns somebody was asked about; the others keep theirs. */
  turns?: Map<number, Turn>
  /** `versionOf` the service's `serviceContent` that its form was made from; null saves however it stands. */
  version: string | null
  userId: number
  requestId: string | null
}

/** Makes a service or changes one. Its address stays what it was first: links to it are out there. */
export default class SaveService {
  async handle(save: Save): Promise<Service | 'stale'> {
    const saved = await this.save(save)
    // More places in what is full already: whoever waits for one need not wait for the minute's look.
    if (save.serviceId !== null) await wake('offer_places', {})
    return saved
  }

  private save(save: Save): Promise<Service | 'stale'> {
    const { businessId, serviceId, details, hostIds, turns, version, userId, requestId } = save
    return inTransaction(async (trx) => {
      // One at a time per business: two new services of one name must not meet in a slug.
      await trx.from('businesses').where('id', businessId).select('id').forUpdate()
      const service = await this.find(businessId, serviceId, trx)
      const before = service.$isNew ? [] : await teamOf(service)
      const team = { from: before.map(placeInTeam), to: newTeam(before, hostIds, turns) }
      const isStale = !service.$isNew && isChangedSince(version, serviceContent(service, before))
      service.merge(details)
      if (isStale && (service.$isDirty || !isSame(team))) return 'stale'
      if (service.$isNew) service.slug = freeSlug(details.name, await this.slugs(businessId, trx))

      const changes = changesOf(service)
      await service.save()
      if (changes.reminderMinutes) {
        await planComingReminders(
          trx,
          { businessId, serviceId: service.id },
          await databaseNow(trx)
        )
      }
      const hosts = await this.assignHosts(service, team)
      await recordSettingsChange(trx, {
        businessId,
        userId,
        action: serviceId === null ? 'service.created' : 'service.updated',
        subjectType: 'service',
        subjectId: service.id,
        changes: { ...changes, ...hosts },
        requestId,
      })
      return service
    })
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

interface Place extends Turn {
  id: number
}

interface Team {
  from: Place[]
  to: Place[]
}

/** All that a service's form saves; its own hours have a form of their own, its questions none. */
export function serviceContent(service: Service, hosts: Host[]) {
  const team = hosts.map(placeInTeam).toSorted((one, other) => one.id - other.id)
  return { ...contentOf(service, ['hours', 'questions']), team }
}

function teamOf(service: Service): Promise<Host[]> {
  return service.related('hosts').query().orderBy('hosts.id')
}

/** Turns that nobody was asked about stay as they were. */
function newTeam(before: Host[], hostIds: number[], turns?: Map<number, Turn>): Place[] {
  return hostIds
    .toSorted((one, other) => one - other)
    .map((id) => ({ id, ...(turns?.get(id) ?? turnOf(before.find((host) => host.id === id))) }))
}

function isSame({ from, to }: Team): boolean {
  return JSON.stringify(from) === JSON.stringify(to)
}

function placeInTeam(host: Host): Place {
  return { id: host.id, ...turnOf(host) }
}

function turnOf(host?: Host): Turn {
  return { priority: host?.$extras.pivot_priority ?? 0, weight: host?.$extras.pivot_weight ?? 1 }
}
