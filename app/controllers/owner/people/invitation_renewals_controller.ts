import type { HttpContext } from '@adonisjs/core/http'
import RenewInvitation from '#actions/people/renew_invitation'
import { waitInWords } from '#controllers/ask_to_wait'
import { waitToInviteAgain } from '#controllers/invitation_limits'
import { findUnanswered, toInvitations } from '#controllers/owner/people/unanswered_invitations'

export default class InvitationRenewalsController {
  async store(ctx: HttpContext) {
    const { bouncer, business, by, i18n } = ctx
    const invitation = await findUnanswered(ctx)
    await bouncer.with('TeamPolicy').authorize('grant', invitation.role)
    const seconds = await waitToInviteAgain(invitation.email)
    if (seconds !== null) {
      const wait = waitInWords(seconds, i18n).words
      return toInvitations(ctx, i18n.t('owner.people.invite.too_many', { wait }))
    }
    const renewal = { businessId: business.id, invitationId: invitation.id, by }
    const outcome = await new RenewInvitation().handle(renewal)
    const message = `owner.people.invite.${outcome === 'renewed' ? 'sent' : 'answered'}`
    return toInvitations(ctx, i18n.t(message, { email: invitation.email }))
  }
}
