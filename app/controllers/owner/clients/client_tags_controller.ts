import type { HttpContext } from '@adonisjs/core/http'
import TagClient, { MOST_TAGS } from '#actions/clients/tag_client'
import { renderClient } from '#controllers/owner/clients/client_page'
import { addressOf } from '#pages/address_of'
import { findRecord } from '#queries/clients/find_client'
import { tagValidator } from '#validators/clients/client_form'
import { validateForm } from '#validators/form'

export default class ClientTagsController {
  store(ctx: HttpContext) {
    return this.tag(ctx, true)
  }

  destroy(ctx: HttpContext) {
    return this.tag(ctx, false)
  }

  private async tag(ctx: HttpContext, isKept: boolean) {
    const { business, by, i18n, request, response } = ctx
    const client = await findRecord(business, ctx.params.id)
    const checked = await validateForm(tagValidator, request.body(), ctx, 'owner.validator')
    const { form } = checked
    if (!checked.ok) return renderClient(ctx, client, { form, status: 422 })

    const { tag } = checked.data
    const tagging = { businessId: business.id, clientId: client.id, tag, isKept, by }
    if ((await new TagClient().handle(tagging)) === 'too_many') {
      form.errors.tag = i18n.t('owner.clients.too_many_tags', { most: MOST_TAGS })
      return renderClient(ctx, client, { form, status: 422 })
    }
    const page = addressOf('owner.clients.show', { id: client.id })
    return response.redirect().status(303).toPath(`${page}#keep`)
  }
}
