import type { HttpContext } from '@adonisjs/core/http'
import ArchiveService from '#actions/services/archive_service'
import RestoreService from '#actions/services/restore_service'
import SaveService from '#actions/services/save_service'
import { turnedAway } from '#controllers/api/bookings/booking_refusal'
import { answerOne, staleOne, versionAsked } from '#controllers/api/v1/one'
import { answerPage } from '#controllers/api/v1/page'
import { readBody, readQuery } from '#controllers/api/v1/read'
import { wantedDetails, wantedHosts } from '#controllers/api/v1/services/service_details'
import { Refusal } from '#exceptions/refusal'
import type Service from '#models/services/service'
import { serviceContent } from '#models/services/service_team'
import { versionOf } from '#models/version'
import { presentServiceRecord } from '#shapes/services/service_record'
import { nothingSent } from '#validators/api/nothing'
import {
  newServiceValidator,
  serviceChangeValidator,
  serviceListQuery,
} from '#validators/api/services'

const ORDER = { column: 'services.position', type: 'bigint', direction: 'asc' } as const

export default class ServicesController {
  async index(ctx: HttpContext) {
    const asked = await readQuery(ctx, serviceListQuery)
    const { archived = 'false' } = asked
    const services = ctx.business.related('services').query().preload('hosts')
    if (archived === 'true') services.whereNotNull('archived_at')
    if (archived === 'false') services.whereNull('archived_at')
    return answerPage(ctx, services, asked, ORDER, (rows) =>
      rows.map((service) => presentServiceRecord(service, ctx.business.currency))
    )
  }

  show(ctx: HttpContext) {
    return this.answer(ctx, ctx.params.id)
  }

  async store(ctx: HttpContext) {
    await ctx.bouncer.with('SettingsPolicy').authorize('edit')
    const input = await readBody(ctx, newServiceValidator)
    const { serviceId } = await this.save(ctx, null, input)
    ctx.response.status(201).header('location', `/api/v1/services/${serviceId}`)
    return this.answer(ctx, serviceId)
  }

  async update(ctx: HttpContext) {
    await ctx.bouncer.with('SettingsPolicy').authorize('edit')
    const service = await this.find(ctx, ctx.params.id)
    const input = await readBody(ctx, serviceChangeValidator)
    const { serviceId } = await this.save(ctx, service, input)
    return this.answer(ctx, serviceId)
  }

  /** Safe to repeat. */
  async archive(ctx: HttpContext) {
    const { business, by } = ctx
    await ctx.bouncer.with('SettingsPolicy').authorize('edit')
    const service = await this.find(ctx, ctx.params.id)
    await readBody(ctx, nothingSent)
    const archived = await new ArchiveService().handle({
      ...{ businessId: business.id, serviceId: service.id, by },
      version: this.version(ctx, service) ?? contentVersion(service),
    })
    if (archived === 'busy') throw turnedAway(ctx, archived)
    if (archived === 'stale') throw await this.stale(ctx, service.id)
    return this.answer(ctx, service.id)
  }

  async restore(ctx: HttpContext) {
    const { business, by } = ctx
    await ctx.bouncer.with('SettingsPolicy').authorize('edit')
    const { id: serviceId } = await this.find(ctx, ctx.params.id)
    await readBody(ctx, nothingSent)
    await new RestoreService().handle({ businessId: business.id, serviceId, by })
    return this.answer(ctx, serviceId)
  }

  private async save(
    ctx: HttpContext,
    service: Service | null,
    input: Parameters<typeof wantedDetails>[2]
  ) {
    const { business, by, i18n } = ctx
    const saved = await new SaveService().handle({
      ...{ businessId: business.id, serviceId: service?.id ?? null, by },
      details: wantedDetails(ctx, service, input),
      hostIds: await wantedHosts(ctx, service, input),
      version: service && this.version(ctx, service),
      tellsBooked: input.tells_booked,
    })
    switch (saved.outcome) {
      case 'saved':
        return saved
      case 'stale':
        throw await this.stale(ctx, Number(service?.id))
      case 'slug_taken':
        throw Refusal.ofField('slug', 'slug_taken', i18n.t('api.slug_taken'))
      case 'busy':
        throw turnedAway(ctx, saved.outcome)
      case 'asks':
        throw new Refusal(409, 'tells_booked', i18n.t('api.tells_booked'), { facts: saved.asks })
    }
  }

  private find({ business }: HttpContext, id: number): Promise<Service> {
    return business.related('services').query().where('id', id).preload('hosts').firstOrFail()
  }

  private async answer(ctx: HttpContext, id: number) {
    return answerOne(ctx, presentServiceRecord(await this.find(ctx, id), ctx.business.currency))
  }

  private version(ctx: HttpContext, service: Service): string | null {
    const shape = presentServiceRecord(service, ctx.business.currency)
    return versionAsked(ctx, shape, contentVersion(service))
  }

  private async stale(ctx: HttpContext, id: number): Promise<Refusal> {
    return staleOne(ctx, presentServiceRecord(await this.find(ctx, id), ctx.business.currency))
  }
}

function contentVersion(service: Service): string {
  return versionOf(serviceContent(service, service.hosts))
}
