import type { HttpContext } from '@adonisjs/core/http'
import RestoreService from '#actions/services/restore_service'
import { answerPage } from '#controllers/api/v1/page'
import { readBody, readChange, readQuery } from '#controllers/api/v1/read'
import {
  answerService,
  archiveServiceAsked,
  saveServiceAsked,
  serviceAsked,
} from '#controllers/api/v1/services/service'
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
    return answerService(ctx, ctx.params.id)
  }

  async store(ctx: HttpContext) {
    await ctx.bouncer.with('SettingsPolicy').authorize('edit')
    return saveServiceAsked(ctx, null, await readBody(ctx, newServiceValidator))
  }

  async update(ctx: HttpContext) {
    await ctx.bouncer.with('SettingsPolicy').authorize('edit')
    const service = await serviceAsked(ctx)
    const shape = presentServiceRecord(service, ctx.business.currency)
    return saveServiceAsked(ctx, service, await readChange(ctx, serviceChangeValidator, shape))
  }

  async archive(ctx: HttpContext) {
    await ctx.bouncer.with('SettingsPolicy').authorize('edit')
    const service = await serviceAsked(ctx)
    await readBody(ctx, nothingSent)
    await archiveServiceAsked(ctx, service)
    return answerService(ctx, service.id)
  }

  async restore(ctx: HttpContext) {
    const { business, by } = ctx
    await ctx.bouncer.with('SettingsPolicy').authorize('edit')
    const { id: serviceId } = await serviceAsked(ctx)
    await readBody(ctx, nothingSent)
    await new RestoreService().handle({ businessId: business.id, serviceId, by })
    return answerService(ctx, serviceId)
  }
}
