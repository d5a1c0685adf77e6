import type { HttpContext } from '@adonisjs/core/http'
import TagClient, { MOST_TAGS } from '#actions/clients/tag_client'
import { answerClient, clientAsked } from '#controllers/api/v1/clients/client'
import { requireMatch } from '#controllers/api/v1/one'
import { readBody } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import { presentClientRecord } from '#shapes/clients/client_record'
import { clientTagValidator } from '#validators/api/clients'

/** Safe to repeat. */
export default class ClientTagsController {
  async store(ctx: HttpContext) {
    const tagging = await this.tagging(ctx)
    const { tag } = await readBody(ctx, clientTagValidator)
    if ((await new TagClient().handle({ ...tagging, tag, isKept: true })) === 'too_many') {
      const detail = ctx.i18n.t('api.too_many_tags', { most: MOST_TAGS })
      throw Refusal.ofField('tag', 'too_many', detail)
    }
    return answerClient(ctx)
  }

  async destroy(ctx: HttpContext) {
    const tagging = await this.tagging(ctx)
    await new TagClient().handle({ ...tagging, tag: String(ctx.params.tag), isKept: false })
    return answerClient(ctx)
  }

  private async tagging(ctx: HttpContext) {
    const { bouncer, business, by } = ctx
    await bouncer.with('ClientPolicy').authorize('keep')
    const client = await clientAsked(ctx)
    requireMatch(ctx, presentClientRecord(client))
    return { businessId: business.id, clientId: client.id, by }
  }
}
