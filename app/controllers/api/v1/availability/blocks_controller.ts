import type { HttpContext } from '@adonisjs/core/http'
import BlockTime from '#actions/availability/block_time'
import RemoveBlock from '#actions/availability/remove_block'
import { turnedAway } from '#controllers/api/bookings/booking_refusal'
import { idempotencyKey } from '#controllers/api/bookings/idempotency_key'
import { answerOne, staleOne, versionAsked } from '#controllers/api/v1/one'
import { answerPage } from '#controllers/api/v1/page'
import { readBody, readQuery } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import Block from '#models/availability/block'
import { presentBlock } from '#shapes/availability/opening'
import { blockListQuery, newBlockValidator } from '#validators/api/availability'
import { checkRange, type WeekErrors } from '#validators/availability/week_check'

const ORDER = { column: 'blocks.first_date', type: 'date', direction: 'asc' } as const

export default class BlocksController {
  async index(ctx: HttpContext) {
    const asked = await readQuery(ctx, blockListQuery)
    const { host_id: hostId } = asked
    const blocks = Block.query().where('business_id', ctx.business.id).preload('hosts')
    if (hostId !== undefined) {
      blocks.whereHas('hosts', (hosts) => hosts.where('hosts.id', hostId))
    }
    return answerPage(ctx, blocks, asked, ORDER, (rows) => rows.map(presentBlock))
  }

  async show(ctx: HttpContext) {
    return answerOne(ctx, presentBlock(await this.find(ctx, ctx.params.id)))
  }

  /** Staff block their own time only. */
  async store(ctx: HttpContext) {
    const { bouncer, business, by, i18n, membership } = ctx
    await bouncer.with('BookingPolicy').authorize('create')
    const input = await readBody(ctx, newBlockValidator)
    const isForEveryone = (input.is_for_everyone ?? false) && membership.role !== 'staff'
    const choices = await business
      .related('hosts')
      .query()
      .if(membership.role === 'staff', (query) => query.where('user_id', membership.userId))
    const wanted = isForEveryone ? choices.map(({ id }) => id) : (input.host_ids ?? [])
    const hostIds = choices.map(({ id }) => id).filter((id) => wanted.includes(id))
    if (wanted.length === 0) throw Refusal.ofField('host_ids', 'invalid', i18n.t('api.say_who'))
    if (hostIds.length === 0 || hostIds.length < wanted.length) {
      throw Refusal.ofField('host_ids', 'unknown_host', i18n.t('api.unknown_host'))
    }
    const { start = '00:00', end = '24:00', weekly_days: weeklyDays = null } = input
    const errors: WeekErrors = {}
    const window = checkRange({ from: start, to: end }, 'block', errors)
    if (!window) throw Refusal.ofField('end', 'range_reversed', i18n.t('api.range_reversed'))
    const { first_date: firstDate, reason = null } = input
    const usual = weeklyDays === null ? firstDate : null
    const blocked = await new BlockTime().handle({
      ...{ businessId: business.id, hostIds, isForEveryone, reason, by },
      dates: {
        ...{ ...window, firstDate, weeklyDays, skippedDates: [] },
        lastDate: input.last_date ?? usual,
      },
      shown: input.keeps_booked ? null : [],
      idempotencyKey: idempotencyKey(ctx),
    })
    if (blocked.outcome === 'busy' || blocked.outcome === 'key_reused') {
      throw turnedAway(ctx, blocked.outcome)
    }
    if (blocked.outcome === 'asks') {
      throw new Refusal(409, 'booked_outside', i18n.t('api.booked_outside'), {
        facts: { booking_ids: blocked.inside.map(({ id }) => id) },
      })
    }
    const { id } = blocked.block
    if (blocked.replayed) ctx.response.header('idempotency-replayed', 'true')
    ctx.response.status(201).header('location', `/api/v1/blocks/${id}`)
    return answerOne(ctx, presentBlock(await this.find(ctx, id)))
  }

  async destroy(ctx: HttpContext) {
    const { bouncer, business, by, response } = ctx
    const block = await this.find(ctx, ctx.params.id)
    await bouncer.with('BlockPolicy').authorize('change', block)
    const shape = presentBlock(block)
    const version = versionAsked(ctx, shape, block.version)
    const removal = { businessId: business.id, blockId: block.id, version, by }
    const outcome = await new RemoveBlock().handle(removal)
    if (outcome === 'stale') throw staleOne(ctx, shape)
    return response.status(204)
  }

  private find({ business }: HttpContext, id: number): Promise<Block> {
    return Block.query().where({ businessId: business.id, id }).preload('hosts').firstOrFail()
  }
}
