import type { HttpContext } from '@adonisjs/core/http'
import MergeClients from '#actions/clients/merge_clients'
import SeparateClient from '#actions/clients/separate_client'
import { answerClient, clientAsked } from '#controllers/api/v1/clients/client'
import { staleOne, versionAsked } from '#controllers/api/v1/one'
import { readBody } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import { versionOf } from '#models/version'
import { findClient, findRecord } from '#queries/clients/find_client'
import { mergeContent } from '#queries/clients/merge_pair'
import { presentClientRecord } from '#shapes/clients/client_record'
import { mergeOrder } from '#validators/api/clients'
import { nothingSent } from '#validators/api/nothing'

export default class ClientMergesController {
  /** The other one is shown by this one from then on. */
  async store(ctx: HttpContext) {
    const { bouncer, business, by, i18n } = ctx
    await bouncer.with('ClientPolicy').authorize('manage')
    const kept = await clientAsked(ctx)
    const { client_id: otherId } = await readBody(ctx, mergeOrder)
    const named = await business.related('clients').query().where('id', otherId).first()
    if (!named) throw Refusal.ofField('client_id', 'not_found', i18n.t('api.unknown_client'))
    const other = await findRecord(business, named.recordId)
    if (other.id === kept.id) {
      throw Refusal.ofField('client_id', 'invalid', i18n.t('api.same_client'))
    }
    const current = versionOf(mergeContent([kept, other]))
    const outcome = await new MergeClients().handle({
      ...{ businessId: business.id, keptId: kept.id, otherId: other.id, by },
      version: versionAsked(ctx, presentClientRecord(kept), current),
    })
    if (outcome === 'not_found') throw new Refusal(404, outcome)
    if (outcome === 'stale') throw staleOne(ctx, presentClientRecord(await clientAsked(ctx)))
    return answerClient(ctx)
  }

  /** By the id that it had before it was merged. Safe to repeat. */
  async destroy(ctx: HttpContext) {
    const { bouncer, business, by, params } = ctx
    await bouncer.with('ClientPolicy').authorize('manage')
    const { id: clientId } = await findClient(business, params.id)
    await readBody(ctx, nothingSent)
    await new SeparateClient().handle({ businessId: business.id, clientId, by })
    return answerClient(ctx)
  }
}
