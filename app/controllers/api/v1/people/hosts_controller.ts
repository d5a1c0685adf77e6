import type { HttpContext } from '@adonisjs/core/http'
import { answerOne } from '#controllers/api/v1/one'
import { answerPage } from '#controllers/api/v1/page'
import { readQuery } from '#controllers/api/v1/read'
import { withPage } from '#models/availability/host'
import { presentHost } from '#shapes/people/host'
import { hostListQuery } from '#validators/api/people'

const ORDER = { column: 'hosts.position', type: 'bigint', direction: 'asc' } as const

export default class HostsController {
  async index(ctx: HttpContext) {
    const asked = await readQuery(ctx, hostListQuery)
    const { service_id: serviceId } = asked
    const hosts = ctx.business
      .related('hosts')
      .query()
      .select('hosts.*', withPage())
      .preload('services')
    if (serviceId !== undefined) {
      hosts.whereHas('services', (services) => services.where('services.id', serviceId))
    }
    return answerPage(ctx, hosts, asked, ORDER, (rows) => rows.map(presentHost))
  }

  async show(ctx: HttpContext) {
    const { business, params } = ctx
    const host = await business
      .related('hosts')
      .query()
      .select('*', withPage())
      .where('id', params.id)
      .preload('services')
      .firstOrFail()
    return answerOne(ctx, presentHost(host))
  }
}
