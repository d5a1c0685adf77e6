import type { HttpContext } from '@adonisjs/core/http'
import RefuseErasure from '#actions/privacy/refuse_erasure'
import { answerOne, requireMatch } from '#controllers/api/v1/one'
import { answerPage } from '#controllers/api/v1/page'
import { readBody, readQuery } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import Erasure from '#models/privacy/erasure'
import { findErasure } from '#queries/privacy/erasures'
import { presentErasure } from '#shapes/clients/erasure'
import { erasureListQuery, erasureRefusalOrder } from '#validators/api/clients'

const ORDER = { column: 'erasures.id', type: 'bigint', direction: 'asc' } as const

/** What clients asked for: they are erased as any client is, or told why not. */
export default class ErasuresController {
  async index(ctx: HttpContext) {
    const { bouncer, business } = ctx
    await bouncer.with('ClientPolicy').authorize('manage')
    const asked = await readQuery(ctx, erasureListQuery)
    const { status = 'asked' } = asked
    const erasures = Erasure.query().where('business_id', business.id)
    if (status !== 'any') erasures.where('status', status)
    return answerPage(ctx, erasures, asked, ORDER, (rows) => rows.map(presentErasure))
  }

  async show(ctx: HttpContext) {
    return answerOne(ctx, presentErasure(await this.find(ctx)))
  }

  async refuse(ctx: HttpContext) {
    const { business, by, i18n } = ctx
    const erasure = await this.find(ctx)
    const { reason } = await readBody(ctx, erasureRefusalOrder)
    requireMatch(ctx, presentErasure(erasure))
    const of = { businessId: business.id, erasureId: erasure.id }
    const outcome = await new RefuseErasure().handle({ ...of, reason, by })
    if (outcome === 'refused') return this.show(ctx)
    const { status } = await this.find(ctx)
    throw new Refusal(409, 'already_decided', i18n.t('api.already_decided', { status }))
  }

  private async find({ bouncer, business, params }: HttpContext): Promise<Erasure> {
    await bouncer.with('ClientPolicy').authorize('manage')
    return findErasure(business.id, params.id)
  }
}
