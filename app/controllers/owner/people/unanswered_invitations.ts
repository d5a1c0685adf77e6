import type { HttpContext } from '@adonisjs/core/http'
import Invitation from '#models/accounts/invitation'
import { addressOf } from '#pages/address_of'

export function findUnanswered({ business, params }: HttpContext): Promise<Invitation> {
  return Invitation.query().where({ businessId: business.id, id: params.id }).firstOrFail()
}

export function toInvitations({ session, response }: HttpContext, said: string) {
  session.flash('done', said)
  return response
    .redirect()
    .status(303)
    .toPath(addressOf('owner.people.index', {}, { part: 'invitations' }))
}
