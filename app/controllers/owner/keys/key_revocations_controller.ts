import type { HttpContext } from '@adonisjs/core/http'
import RevokeKey from '#actions/keys/revoke_key'
import { seeOther } from '#controllers/see_other'
import { findKey } from '#queries/keys/key_list'

export default class KeyRevocationsController {
  async store({ business, by, i18n, params, response, session }: HttpContext) {
    const { id: keyId } = await findKey(business.id, params.id)
    const { name } = await new RevokeKey().handle({ businessId: business.id, keyId, by })
    session.flash('done', i18n.t('owner.keys.revoked', { name }))
    return seeOther(response, 'owner.keys.index')
  }
}
