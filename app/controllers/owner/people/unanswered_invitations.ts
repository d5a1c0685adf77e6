import type { HttpContext } from '@adonisjs/core/http'
import { seeOther } from '#controllers/see_other'
import Invitation from '#models/accounts/invitation'

export function findUnanswered({ business, params }: HttpContext): Promise<Invitation> {
  return Invitation.query().where({ businessId: business.id, id: params.id }).firstOrFail()
}

export function toInvitations({ session, response }: HttpContext, message: string) {
  session.flash('done', message)
  return seeOther(response, 'owner.people.index', {}, { part: 'invitations' })
}
