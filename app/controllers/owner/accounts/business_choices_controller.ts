import { errors } from '@adonisjs/lucid'
import type { HttpContext } from '@adonisjs/core/http'
import ChooseBusiness from '#actions/accounts/choose_business'
import Membership from '#models/accounts/membership'
import { addressOf } from '#pages/address_of'

export default class BusinessChoicesController {
  async store({ auth, params, response, session, i18n }: HttpContext) {
    const { id: userId, signInId = 0 } = auth.use('web').getUserOrFail()
    const chosen = await new ChooseBusiness().handle({ userId, signInId, businessId: params.id })
    if (!chosen) throw new errors.E_ROW_NOT_FOUND(Membership)
    const { name } = chosen.business
    session.flash('done', i18n.t('owner.accounts.businesses.chosen', { name }))
    return response.redirect().status(303).toPath(addressOf('owner.days.show'))
  }
}
