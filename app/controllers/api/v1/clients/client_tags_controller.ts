import type { HttpContext } from '@adonisjs/core/http'
import TagClient, { MOST_TAGS } from '#actions/clients/tag_client'
import { answerClient, clientToChange } from '#controllers/api/v1/clients/client'
import { readBody } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import { clientTagValidator } from '#validators/api/clients'

/** Safe to repeat. */
export default class ClientTagsController {
  async store(ctx: HttpContext) {
    const change = await clientToChange(ctx, 'keep')
    const { tag } = await readBody(ctx, clientTagValidator)
    if ((await new TagClient().handle({ ...change, tag, isKept: true })) === 'too_many') {
      const detail = ctx.i18n.t('api.too_many_tags', { most: MOST_TAGS })
      throw Refusal.ofField('tag', 'too_many', detail)
    }
    return answerClient(ctx)
  }

  async destroy(ctx: HttpContext) {
    const change = await clientToChange(ctx, 'keep')
    await new TagClient().handle({ ...change, tag: String(ctx.params.tag), isKept: false })
    return answerClient(ctx)
  }
}
