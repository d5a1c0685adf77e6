import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { addressOf } from '#pages/address_of'
import { findErasure } from '#queries/privacy/erasures'

/** What a client asked for: to be decided beside what would go, and afterwards what became of it. */
export default class ErasuresController {
  async show({ business, params, response, view }: HttpContext) {
    const erasure = await findErasure(business.id, params.id)
    if (erasure.status === 'asked' && erasure.clientId !== null) {
      const address = addressOf('owner.client_erasures.create', { id: erasure.clientId })
      return response.redirect().toPath(address)
    }
    const now = DateTime.now().setZone(business.timeZone)
    return view.render('pages/owner/privacy/erased', { erasure, now })
  }
}
