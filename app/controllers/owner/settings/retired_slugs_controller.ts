import type { HttpContext } from '@adonisjs/core/http'
import GiveUpSlug from '#actions/settings/give_up_slug'
import { seeOther } from '#controllers/see_other'
import { Refusal } from '#exceptions/refusal'
import { retiredSlugValidator } from '#validators/settings/settings'
import { validateForm } from '#validators/form'

export default class RetiredSlugsController {
  async destroy(ctx: HttpContext) {
    const { business, by, request, response, session, i18n } = ctx
    const checked = await validateForm(retiredSlugValidator, request.body(), ctx, 'owner.validator')
    if (!checked.ok) throw new Refusal(422, 'invalid', checked.form.errors.slug)
    const { slug } = checked.data
    const outcome = await new GiveUpSlug().handle({ businessId: business.id, slug, by })
    if (outcome === 'unknown') throw new Refusal(404, 'not_found')
    session.flash('done', i18n.t('owner.settings.business.slugs.gone', { slug }))
    return seeOther(response, 'owner.businesses.edit', {}, { part: 'slugs' })
  }
}
