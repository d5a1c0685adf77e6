import type { HttpContext } from '@adonisjs/core/http'
import BlockClient from '#actions/clients/block_client'
import { answerClient, clientAsked } from '#controllers/api/v1/clients/client'
import { readBody } from '#controllers/api/v1/read'
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
    const { id: clientId } = await clientAsked(ctx)
    return { businessId: business.id, clientId, by }
  }
}
