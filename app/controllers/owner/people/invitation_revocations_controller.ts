import type { HttpContext } from '@adonisjs/core/http'
import RevokeInvitation from '#actions/people/revoke_invitation'
import { findUnanswered, toInvitations } from '#controllers/owner/people/unanswered_invitations'

export default class InvitationRevocationsController {
  async store(ctx: HttpContext) {
    const { bouncer, business, by, i18n } = ctx
    const invitation = await findUnanswered(ctx)
    await bouncer.with('TeamPolicy').authorize('grant', invitation.role)
    const revocation = { businessId: business.id, invitationId: invitation.id, by }
    const outcome = await new RevokeInvitation().handle(revocation)
    return toInvitations(ctx, i18n.t(`owner.people.invite.${outcome}`, { email: invitation.email }))
  }
}
