import type { HttpContext } from '@adonisjs/core/http'
import BlockClient from '#actions/clients/block_client'
import { answerClient, clientToChange } from '#controllers/api/v1/clients/client'
import { readBody } from '#controllers/api/v1/read'
import { clientBlockOrder } from '#validators/api/clients'
import { nothingSent } from '#validators/api/nothing'

/** Safe to repeat. */
export default class ClientBlocksController {
  async store(ctx: HttpContext) {
    const change = await clientToChange(ctx, 'manage')
    const { reason, blocks_number: blocksNumber } = await readBody(ctx, clientBlockOrder)
    await new BlockClient().handle({ ...change, reason, blocksNumber })
    return answerClient(ctx)
  }

  async destroy(ctx: HttpContext) {
    const change = await clientToChange(ctx, 'manage')
    await readBody(ctx, nothingSent)
    await new BlockClient().handle({ ...change, reason: null })
    return answerClient(ctx)
  }
}
