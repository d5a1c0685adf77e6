import type { HttpContext } from '@adonisjs/core/http'
import TagClient, { MOST_TAGS } from '#actions/clients/tag_client'
import { afterRecordPart, renderClient } from '#controllers/owner/clients/client_page'
import type Client from '#models/clients/client'
import { findRecord } from '#queries/clients/find_client'
import { tagValidator, untagValidator } from '#validators/clients/client_form'
import { validateForm } from '#validators/form'

export default class ClientTagsController {
  async store(ctx: HttpContext) {
    const { business, i18n, request } = ctx
    const client = await findRecord(business, ctx.params.id)
    const checked = await validateForm(tagValidator, request.body(), ctx, 'owner.validator')
    const { form } = checked
    if (!checked.ok) return renderClient(ctx, client, { form, status: 422 })

    if ((await this.tag(ctx, client, { tag: checked.data.tag, isKept: true })) === 'too_many') {
      form.errors.tag = i18n.t('owner.clients.too_many_tags', { most: MOST_TAGS })
      return renderClient(ctx, client, { form, status: 422 })
    }
    return afterRecordPart(ctx, client.id, { saved: ['tag'], at: 'keep' })
  }

  /** What is typed of a tag to be added is sent along, and stays. */
  async destroy(ctx: HttpContext) {
    const client = await findRecord(ctx.business, ctx.params.id)
    const body = ctx.request.body()
    const checked = await validateForm(untagValidator, body, ctx, 'owner.validator')
    if (!checked.ok) return renderClient(ctx, client, { form: checked.form, status: 422 })

    await this.tag(ctx, client, { tag: checked.data.untag, isKept: false })
    return afterRecordPart(ctx, client.id, { at: 'keep' })
  }

  private tag(
    { business, by }: HttpContext,
    { id: clientId }: Client,
    tagging: { tag: string; isKept: boolean }
  ) {
    return new TagClient().handle({ businessId: business.id, clientId, ...tagging, by })
  }
}
