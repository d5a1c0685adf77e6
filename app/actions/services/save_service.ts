import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { changeWords, type Reworded, type Rewritten } from '#steps'
import { type Changes, changesOf, contentBefore } from '#history'
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
import { freeSlug } from '#models/slug'
import { planComingReminders } from '#outbox'
import { nextPosition } from '#queries/services/next_position'
import { takenServiceSlugs } from '#queries/services/taken_service_slugs'
import type { RulesAt } from '#scheduling/rules/rules'
import { wake } from '#services/queue'
import { databaseNow, lockBusiness, lockRowOrFail } from '#transactions'

export interface ServiceDetails extends Omit<RulesAt<'service'>, 'hours'> {
  name: string
  /** Null keeps it, or makes one from the name. */
  slug: string | null
  description: string | null
  category: string | null
  colour: string | null
  isPlannedOnly: boolean
  offersByHand?: boolean
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
  mostDates?: number
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

export type ServiceSaved =
  | Exclude<Rewritten<'slug_taken'>, { outcome: 'saved' }>
  | { outcome: 'saved'; told: number; serviceId: number }

export default class SaveService {
  async handle(save: Save): Promise<ServiceSaved> {
    const isNew = save.serviceId === null
    const input = isNew ? { ...save, version: null } : save
    let row: Service | null = null
    const saved = await changeWords<'slug_taken'>(input, async (trx) => {
      const steps = await this.lock(trx, save)
      row = steps.row
      return steps
    })
    // More places may help somebody who waits, without waiting for the job.
    if (saved.outcome === 'saved' && !isNew) await wake('offer_places', {})
    if (saved.outcome !== 'saved') return saved
    return { ...saved, serviceId: idOf(row) }
  }

  private async lock(trx: Transaction, save: Save) {
    const { businessId, serviceId, hostIds, roundRobin } = save
    const { slug: wantedSlug, ...details } = save.details
    // One at a time for each business, so that two new services cannot get the same slug.
    await lockBusiness(trx, businessId)
    const service = await this.find(businessId, serviceId, trx)
    const { $isNew: isNew, slug: oldSlug } = service
    const hostsBefore = isNew ? [] : await teamOf(service)
    const team = {
      from: hostsBefore.map(placeInTeam),
      to: newTeam(hostsBefore, hostIds, roundRobin),
    }
    const content = contentBefore(service)
    const takenSlugs = () => takenServiceSlugs(trx, { businessId, besides: serviceId })
    return {
      row: service,
      shown: isNew ? [] : [serviceContent(service, hostsBefore)],
      change: async () => {
        const isActive = details.isActive && !service.archivedAt
        service.merge({ ...details, isActive, slug: wantedSlug ?? oldSlug })
        if (isNew) service.position = await nextPosition(businessId, trx)
        service.slug ??= freeSlug(details.name, await takenSlugs())
        return { ...changesOf(service), ...changesOfTeam(team) }
      },
      refuse: async ({ slug }: Changes) => {
        const taken = slug ? await takenSlugs() : null
        return taken?.has(service.slug) ? ('slug_taken' as const) : null
      },
      reworded: () => serviceReworded(service),
      write: async ({ reminderMinutes, turns, hosts }: Changes) => {
        await service.save()
        if (oldSlug !== undefined) await retireSlug(service, oldSlug, trx)
        if (reminderMinutes) {
          const { id } = service
          await planComingReminders(trx, { businessId, serviceId: id }, await databaseNow(trx))
        }
        if (turns || hosts) await this.assignHosts(service, team)
      },
      action: isNew ? 'service.created' : 'service.updated',
      subjectType: 'service',
      before: content && { ...content, team: team.from },
    }
  }

  private async assignHosts(service: Service, { to }: Team) {
    const { businessId } = service
    const rows = to.map(({ id, ...roundRobin }) => [id, { business_id: businessId, ...roundRobin }])
    await service.related('hosts').sync(Object.fromEntries(rows))
  }

  private find(businessId: number, serviceId: number | null, trx: Transaction): Promise<Service> {
    return serviceId === null
      ? Promise.resolve(new Service().useTransaction(trx).merge({ businessId }))
      : lockRowOrFail(trx, Service, { businessId, id: serviceId })
  }
}

function idOf(row: Service | null): number {
  return Number(row?.id)
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

function changesOfTeam({ from, to }: Team): Changes {
  if (JSON.stringify(from) === JSON.stringify(to)) return {}
  const ids = (hosts: TeamMember[]) => hosts.map(({ id }) => id)
  const hosts = { from: ids(from), to: ids(to) }
  return hosts.from.join() === hosts.to.join() ? { turns: { from, to } } : { hosts }
}
