import type { HttpContext } from '@adonisjs/core/http'
import AddHost from '#actions/people/add_host'
import UpdateHost from '#actions/people/update_host'
import { turnedAway } from '#controllers/api/bookings/booking_refusal'
import { askOfBooked } from '#controllers/api/v1/availability/opening_times'
import { answerOne, staleOne, versionAsked } from '#controllers/api/v1/one'
import { answerPage } from '#controllers/api/v1/page'
import { readBody, readChange, readQuery } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import type Host from '#models/availability/host'
import { withPage } from '#models/availability/host'
import { versionOf } from '#models/version'
import { changedHost } from '#queries/availability/proposed_changes'
import { presentHost } from '#shapes/people/host'
import { hostChangeOrder, hostListQuery, newHostOrder } from '#validators/api/people'

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
    return answerOne(ctx, presentHost(await this.find(ctx, ctx.params.id)))
  }

  async store(ctx: HttpContext) {
    const { bouncer, business, by, i18n, response } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    const { hours_of: hoursOf, ...input } = await readBody(ctx, newHostOrder)
    const known = await business.related('hosts').query().select('id')
    if (hoursOf !== undefined && !known.some(({ id }) => id === hoursOf)) {
      throw Refusal.ofField('hours_of', 'unknown_host', i18n.t('api.unknown_host'))
    }
    const { id } = await new AddHost().handle({
      ...{ businessId: business.id, by, serviceIds: [], hoursOf },
      ...{ kind: input.kind, name: input.name },
      timeZone: input.time_zone ?? business.timeZone,
    })
    response.status(201).header('location', `/api/v1/hosts/${id}`)
    return answerOne(ctx, presentHost(await this.find(ctx, id)))
  }

  async update(ctx: HttpContext) {
    const { bouncer, business, by, i18n, params } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    const host = await this.find(ctx, params.id)
    const shape = presentHost(host)
    const input = await readChange(ctx, hostChangeOrder, shape)
    const { daily_limit: dailyLimit, weekly_limit: weeklyLimit } = input
    const details = {
      ...{ name: input.name ?? host.name, timeZone: input.time_zone ?? host.timeZone },
      isActive: input.is_active ?? host.isActive,
      dailyLimit: dailyLimit === undefined ? host.dailyLimit : dailyLimit,
      weeklyLimit: weeklyLimit === undefined ? host.weeklyLimit : weeklyLimit,
    }
    const current = versionOf(host.content)
    const version = versionAsked(ctx, shape, current)
    // Whoever read it otherwise hears that first.
    if (version === null || version === current) {
      const change = changedHost(host, details)
      const { keeps_booked: keepsBooked = false } = input
      await askOfBooked(ctx, { change, of: { hostIds: [host.id] }, keepsBooked })
    }
    const saved = await new UpdateHost().handle({
      ...{ businessId: business.id, hostId: host.id, details, version, by },
      tellsBooked: input.tells_booked,
    })
    switch (saved.outcome) {
      case 'saved':
        return this.show(ctx)
      case 'stale':
        throw staleOne(ctx, presentHost(await this.find(ctx, host.id)))
      case 'busy':
        throw turnedAway(ctx, saved.outcome)
      case 'asks':
        throw new Refusal(409, 'tells_booked', i18n.t('api.tells_booked'), { facts: saved.asks })
    }
  }

  private find({ business }: HttpContext, id: number): Promise<Host> {
    return business
      .related('hosts')
      .query()
      .select('*', withPage())
      .where('id', id)
      .preload('services')
      .firstOrFail()
  }
}
