import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { type AsksToTell, asksToTell, type Reworded, tellBooked } from '#steps'
import { changesOf, contentBefore, recordSettingsChange } from '#history'
import { isOnline, type KeyedPlace, placesToChoose } from '#formats/bookings/places'
import type Host from '#models/availability/host'
import type { By } from '#models/by'
import type { Routing } from '#models/services/routing'
import Service from '#models/services/service'
import {
  type TeamMember,
  placeInTeam,
  serviceContent,
  type RoundRobin,
  roundRobinOf,
} from '#models/services/service_team'
import { isChangedSince } from '#models/version'
import { freeSlug } from '#models/slug'
import { planComingReminders, wakeDeliveries } from '#outbox'
import { nextPosition } from '#queries/services/next_position'
import { takenServiceSlugs } from '#queries/services/taken_service_slugs'
import type { RulesAt } from '#scheduling/rules/rules'
import { wake } from '#services/queue'
import { databaseNow, retryingTransaction } from '#transactions'

export interface ServiceDetails extends Omit<RulesAt<'service'>, 'hours'> {
  name: string
  /** Null keeps it, or makes one from the name. */
  slug: string | null
  description: string | null
  category: string | null
  colour: string | null
  isPlannedOnly: boolean
  price: string
  lengthPrices: Record<string, string>
  hostMode?: Service['hostMode']
  locationType: Service['locationType']
  locationDetails: string | null
  furtherPlaces?: KeyedPlace[]
  instructions: string | null
  policy: string | null
  confirmationMessage: string | null
  confirmationUrl: string | null
  calendarTitle?: string | null
  calendarDetails?: string | null
  requiresApproval: boolean | null
  acceptsCompetingRequests?: boolean | null
  compactsDay: boolean
  routing: Routing | null
  followUp: string | null
  followUpDelayHours: number
  isHidden: boolean
}

interface Save {
  businessId: number
  serviceId: number | null
  details: ServiceDetails
  hostIds: number[]
  roundRobin?: Map<number, RoundRobin>
  /** `versionOf` the `serviceContent` that the form was made from; null saves anyway. */
  version: string | null
  tellsBooked?: boolean
  by: By
}

export interface SavedService {
  service: Service
  told: number
}

export type ServiceOutcome = SavedService | AsksToTell | 'stale' | 'slug_taken' | 'busy'

export default class SaveService {
  async handle(save: Save): Promise<ServiceOutcome> {
    const attempt = await retryingTransaction((trx) => this.save(save, trx))
    if (attempt === null) return 'busy'
    if (typeof attempt === 'string' || 'asks' in attempt) return attempt
    const { owed, ...saved } = attempt
    await wakeDeliveries(owed, save.by.requestId)
    // More places may help somebody who waits, without waiting for the job.
    if (save.serviceId !== null) await wake('offer_places', {})
    return saved
  }

  private async save(save: Save, trx: Transaction) {
    const { businessId, serviceId, hostIds, roundRobin, version, by } = save
    const { slug: wishedSlug, ...details } = save.details
    // One at a time for each business, so that two new services cannot get the same slug.
    await trx.from('businesses').where('id', businessId).select('id').forUpdate()
    const service = await this.find(businessId, serviceId, trx)
    const hostsBefore = service.$isNew ? [] : await teamOf(service)
    const team = {
      from: hostsBefore.map(placeInTeam),
      to: newTeam(hostsBefore, hostIds, roundRobin),
    }
    const isStale = !service.$isNew && isChangedSince(version, serviceContent(service, hostsBefore))
    const { slug: oldSlug } = service
    const isActive = details.isActive && !service.archivedAt
    service.merge({ ...details, isActive, slug: wishedSlug ?? oldSlug })
    if (isStale && (service.$isDirty || !isSame(team))) return 'stale' as const
    const slug = await this.slugFor(service, trx)
    if (slug === null) return 'slug_taken' as const
    const reworded = serviceReworded(service)
    const asks = await asksToTell(trx, reworded, save.tellsBooked)
    if (asks) return asks
    if (service.$isNew) service.position = await nextPosition(businessId, trx)

    const changes = changesOf(service.merge({ slug }))
    const content = contentBefore(service)
    await service.save()
    if (oldSlug !== undefined) await retireSlug(service, oldSlug, trx)
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
        Object.fromEntries(
          to.map(({ id, ...roundRobin }) => [id, { business_id: businessId, ...roundRobin }])
        )
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

  /** Null where the one that was asked for leads to another service. */
  private async slugFor(service: Service, trx: Transaction): Promise<string | null> {
    const { businessId, id = null, name, slug } = service
    if (service.$isPersisted && !('slug' in service.$dirty)) return slug
    const taken = await takenServiceSlugs(trx, { businessId, besides: id })
    if (slug === undefined) return freeSlug(name, taken)
    return taken.has(slug) ? null : slug
  }
}

interface Team {
  from: TeamMember[]
  to: TeamMember[]
}

function serviceReworded(service: Service): Reworded {
  const { businessId, id } = service
  const { name, ...dirty } = service.$dirty as Partial<ServiceDetails>
  return {
    businessId,
    serviceId: service.$isNew ? 0 : id,
    all: { ...(name !== undefined && { service: name }) },
    confirmed: { ...('instructions' in dirty && { instructions: service.instructions }) },
    places: rewordedPlaces(service),
  }
}

/** By their keys. Whoever chose a place that is offered no more keeps it. */
function rewordedPlaces(service: Service): Reworded['places'] {
  const { locationType, locationDetails, furtherPlaces } = service.$original as Service
  const before = service.$isNew
    ? []
    : placesToChoose({ locationType, locationDetails, furtherPlaces })
  const changed = placesToChoose(service).flatMap(
    ({ key, locationType: type, locationDetails: words }) => {
      const old = before.find((each) => each.key === key)
      if (!old || (old.locationType === type && old.locationDetails === words)) return []
      const isLink = isOnline({ locationType: type }) && old.locationType === type
      const details = { locationDetails: words }
      return [
        [
          key,
          {
            all: {
              ...(old.locationType !== type && { locationType: type }),
              ...(!isLink && details),
            },
            confirmed: isLink ? details : {},
          },
        ] as const,
      ]
    }
  )
  return Object.fromEntries(changed)
}

/** Old links lead on to the new address. */
async function retireSlug({ businessId, id, slug }: Service, oldSlug: string, trx: Transaction) {
  if (slug === oldSlug) return
  const ours = { business_id: businessId, service_id: id }
  await trx
    .from('retired_service_slugs')
    .where({ ...ours, slug })
    .delete()
  await trx.table('retired_service_slugs').insert({ ...ours, slug: oldSlug })
}

function teamOf(service: Service): Promise<Host[]> {
  return service.related('hosts').query().orderBy('hosts.id')
}

/** Hosts that are missing in `roundRobin` keep theirs. */
function newTeam(
  before: Host[],
  hostIds: number[],
  roundRobin?: Map<number, RoundRobin>
): TeamMember[] {
  return hostIds
    .toSorted((one, other) => one - other)
    .map((id) => ({
      id,
      ...(roundRobin?.get(id) ?? roundRobinOf(before.find((host) => host.id === id))),
    }))
}

function isSame({ from, to }: Team): boolean {
  return JSON.stringify(from) === JSON.stringify(to)
}
