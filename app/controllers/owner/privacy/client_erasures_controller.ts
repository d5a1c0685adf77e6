import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import EraseClient from '#actions/privacy/erase_client'
import { renderErasure } from '#controllers/owner/privacy/erasure_page'
import { seeOther } from '#controllers/see_other'
import { Refusal } from '#exceptions/refusal'
import { erasurePage } from '#pages/owner/privacy/erasure_page'
import { findRecord } from '#queries/clients/find_client'
import { erasureValidator } from '#validators/privacy/erasure_form'
import { emptyForm, submittedVersion, validateForm } from '#validators/form'

export default class ClientErasuresController {
  async create(ctx: HttpContext) {
    const client = await findRecord(ctx.business, ctx.params.id)
    return renderErasure(ctx, client, { form: emptyForm({ coming: 'cancel', tells_client: 'on' }) })
  }

  async store(ctx: HttpContext) {
    const { business, by, i18n, request, response, session } = ctx
    const client = await findRecord(business, ctx.params.id)
    const body = request.body()
    const checked = await validateForm(erasureValidator, body, ctx, 'owner.validator')
    const { form } = checked
    if (!checked.ok) return renderErasure(ctx, client, { form, status: 422 })

    // Somebody may have booked, or been moved, since it was shown what would go.
    const { version } = await erasurePage(business, client, DateTime.now())
    if (submittedVersion(body) !== version) {
      return renderErasure(ctx, client, { form, status: 409, isStale: true })
    }
    const outcome = await new EraseClient().handle({
      ...{ businessId: business.id, clientId: client.id, by },
      keepsComing: checked.data.coming === 'keep',
      tellsClient: checked.data.tells_client !== undefined,
    })
    if (outcome === 'not_found') throw new Refusal(404, 'not_found')
    session.flash('done', i18n.t('owner.privacy.erasure.done'))
    return seeOther(response, 'owner.clients.index')
  }
}
