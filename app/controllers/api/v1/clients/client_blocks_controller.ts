import type { HttpContext } from '@adonisjs/core/http'
import BlockClient from '#actions/clients/block_client'
import { answerClient, clientAsked } from '#controllers/api/v1/clients/client'
import { requireMatch } from '#controllers/api/v1/one'
import { readBody } from '#controllers/api/v1/read'
import { presentClientRecord } from '#shapes/clients/client_record'
import { clientBlockOrder } from '#validators/api/clients'
import { nothingSent } from '#validators/api/nothing'

/** Safe to repeat. */
export default class ClientBlocksController {
  async store(ctx: HttpContext) {
    const blocking = await this.blocking(ctx)
    const { reason } = await readBody(ctx, clientBlockOrder)
    await new BlockClient().handle({ ...blocking, reason })
    return answerClient(ctx)
  }

  async destroy(ctx: HttpContext) {
    const blocking = await this.blocking(ctx)
    await readBody(ctx, nothingSent)
    await new BlockClient().handle({ ...blocking, reason: null })
    return answerClient(ctx)
  }

  private async blocking(ctx: HttpContext) {
    const { bouncer, business, by } = ctx
    await bouncer.with('ClientPolicy').authorize('manage')
    const client = await clientAsked(ctx)
    requireMatch(ctx, presentClientRecord(client))
    return { businessId: business.id, clientId: client.id, by }
  }
}
