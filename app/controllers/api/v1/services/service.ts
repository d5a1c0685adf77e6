import type { HttpContext } from '@adonisjs/core/http'
import ArchiveService from '#actions/services/archive_service'
import SaveService from '#actions/services/save_service'
import { turnedAway } from '#controllers/api/bookings/booking_refusal'
import { answerOne, staleOne, versionAsked } from '#controllers/api/v1/one'
import { wantedDetails, wantedHosts } from '#controllers/api/v1/services/service_details'
import { Refusal } from '#exceptions/refusal'
import type Service from '#models/services/service'
import { serviceContent } from '#models/services/service_team'
import { versionOf } from '#models/version'
import { presentServiceRecord } from '#shapes/services/service_record'

export function serviceAsked({ business, params }: HttpContext): Promise<Service> {
  return findService({ business }, params.id)
}

export async function answerService(ctx: HttpContext, id: number) {
  return answerOne(ctx, presentServiceRecord(await findService(ctx, id), ctx.business.currency))
}

/** Answers the one that was made or changed. */
export async function saveServiceAsked(
  ctx: HttpContext,
  service: Service | null,
  input: Parameters<typeof wantedDetails>[2]
) {
  const { business, by, i18n } = ctx
  const saved = await new SaveService().handle({
    ...{ businessId: business.id, serviceId: service?.id ?? null, by },
    details: wantedDetails(ctx, service, input),
    hostIds: await wantedHosts(ctx, service, input),
    version: service && serviceVersion(ctx, service),
    tellsBooked: input.tells_booked,
  })
  switch (saved.outcome) {
    case 'saved':
      if (!service) ctx.response.status(201).header('location', locationOf(saved.serviceId))
      return answerService(ctx, saved.serviceId)
    case 'stale':
      throw await staleService(ctx, Number(service?.id))
    case 'slug_taken':
      throw Refusal.ofField('slug', 'slug_taken', i18n.t('api.slug_taken'))
    case 'busy':
      throw turnedAway(ctx, saved.outcome)
    case 'asks':
      throw new Refusal(409, 'tells_booked', i18n.t('api.tells_booked'), { facts: saved.asks })
  }
}

/** Its bookings stay. Safe to repeat. */
export async function archiveServiceAsked(ctx: HttpContext, service: Service): Promise<void> {
  const { business, by } = ctx
  const archived = await new ArchiveService().handle({
    ...{ businessId: business.id, serviceId: service.id, by },
    version: serviceVersion(ctx, service) ?? contentVersion(service),
  })
  if (archived === 'busy') throw turnedAway(ctx, archived)
  if (archived === 'stale') throw await staleService(ctx, service.id)
}

function serviceVersion(ctx: HttpContext, service: Service): string | null {
  const shape = presentServiceRecord(service, ctx.business.currency)
  return versionAsked(ctx, shape, contentVersion(service))
}

async function staleService(ctx: HttpContext, id: number): Promise<Refusal> {
  return staleOne(ctx, presentServiceRecord(await findService(ctx, id), ctx.business.currency))
}

function findService({ business }: Pick<HttpContext, 'business'>, id: number): Promise<Service> {
  return business.related('services').query().where('id', id).preload('hosts').firstOrFail()
}

function contentVersion(service: Service): string {
  return versionOf(serviceContent(service, service.hosts))
}

function locationOf(id: number): string {
  return `/api/v1/services/${id}`
}
