import { errors } from '@adonisjs/lucid'
import type { HttpContext } from '@adonisjs/core/http'
import ChooseBusiness from '#actions/accounts/choose_business'
import { seeOther } from '#controllers/see_other'
import Membership from '#models/accounts/membership'

export default class BusinessChoicesController {
  async store({ auth, params, response, session, i18n }: HttpContext) {
    const { id: userId, signInId = 0 } = auth.use('web').getUserOrFail()
    const chosen = await new ChooseBusiness().handle({ userId, signInId, businessId: params.id })
    if (!chosen) throw new errors.E_ROW_NOT_FOUND(Membership)
    const { name } = chosen.business
    session.flash('done', i18n.t('owner.accounts.businesses.chosen', { name }))
    return seeOther(response, 'owner.days.show')
  }
}
