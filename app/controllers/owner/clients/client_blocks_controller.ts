import type { HttpContext } from '@adonisjs/core/http'
import BlockClient from '#actions/clients/block_client'
import { afterRecordPart, renderClient } from '#controllers/owner/clients/client_page'
import type Client from '#models/clients/client'
import { findRecord } from '#queries/clients/find_client'
import { clientBlockValidator } from '#validators/clients/client_form'
import { validateForm } from '#validators/form'

export default class ClientBlocksController {
  async store(ctx: HttpContext) {
    const client = await findRecord(ctx.business, ctx.params.id)
    const checked = await validateForm(
      clientBlockValidator,
      ctx.request.body(),
      ctx,
      'owner.validator'
    )
    if (!checked.ok) return renderClient(ctx, client, { form: checked.form, status: 422 })
    const { block_reason: reason, block_number: number } = checked.data
    return this.block(ctx, client, { reason, blocksNumber: number && number === 'everybody' })
  }

  async destroy(ctx: HttpContext) {
    return this.block(ctx, await findRecord(ctx.business, ctx.params.id), { reason: null })
  }

  private async block(
    ctx: HttpContext,
    { id, name }: Client,
    block: { reason: string | null; blocksNumber?: boolean }
  ) {
    const { business, by, i18n } = ctx
    await new BlockClient().handle({ businessId: business.id, clientId: id, ...block, by })
    const done = block.reason === null ? 'owner.clients.block.ended' : 'owner.clients.block.done'
    const saved = block.reason === null ? [] : ['block_reason', 'block_number']
    return afterRecordPart(ctx, id, { saved, done: i18n.t(done, { name }) })
  }
}
