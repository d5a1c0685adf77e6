import type { HttpContext } from '@adonisjs/core/http'
import RefuseErasure from '#actions/privacy/refuse_erasure'
import { renderErasure } from '#controllers/owner/privacy/erasure_page'
import { seeOther } from '#controllers/see_other'
import { findRecord } from '#queries/clients/find_client'
import { findErasure } from '#queries/privacy/erasures'
import { erasureRefusalValidator } from '#validators/privacy/erasure_form'
import { validateForm } from '#validators/form'

export default class ErasureRefusalsController {
  async store(ctx: HttpContext) {
    const { business, by, i18n, request, response, session } = ctx
    const erasure = await findErasure(business.id, ctx.params.id)
    const { id } = erasure
    const checked = await validateForm(
      erasureRefusalValidator,
      request.body(),
      ctx,
      'owner.validator'
    )
    if (!checked.ok && erasure.status === 'asked') {
      const client = await findRecord(business, erasure.clientId ?? 0)
      const values = { coming: 'cancel', tells_client: 'on', ...checked.form.values }
      const form = { ...checked.form, values }
      return renderErasure(ctx, client, { form, status: 422 })
    }
    const reason = checked.ok ? checked.data.refusal : ''
    const outcome = await new RefuseErasure().handle({
      ...{ businessId: business.id, erasureId: id, reason, by },
    })
    if (outcome === 'refused') session.flash('done', i18n.t('owner.privacy.erasure.is_refused'))
    return seeOther(response, 'owner.erasures.show', { id })
  }
}
