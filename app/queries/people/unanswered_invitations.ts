import Invitation, { UNANSWERED } from '#models/accounts/invitation'

/** The latest first; those that are over can be renewed. */
export function unansweredInvitations(businessId: number): Promise<Invitation[]> {
  return Invitation.query()
    .where({ businessId })
    .whereRaw(UNANSWERED)
    .preload('inviter')
    .orderBy('id', 'desc')
    .exec()
}
