import type { HttpContext } from '@adonisjs/core/http'
import InboxAddress from '#models/inboxes/inbox_address'
import { addressOf } from '#pages/address_of'

export function findInbox({ business, params }: HttpContext): Promise<InboxAddress> {
  return InboxAddress.query()
    .where({ businessId: business.id, id: params.id, getsMails: true })
    .preload('services')
    .firstOrFail()
}

export function toInboxes({ session, response }: HttpContext, message: string) {
  session.flash('done', message)
  return response.redirect().status(303).toPath(addressOf('owner.inboxes.index'))
}
