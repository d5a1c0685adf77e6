import { type DateTime } from 'luxon'
import type User from '#models/accounts/user'
import { hasProvenAccount } from '#queries/accounts/accounts_at_address'
import { findInvitation } from '#queries/people/find_invitation'

/** What whoever has its link sees of an invitation. */
export async function invitationPage(token: string, user: User | null, now: DateTime) {
  const invitation = await findInvitation(token)
  const isOpen = invitation?.isOpenAt(now) ?? false
  if (!invitation || !isOpen) return { isOpen: false, invitation: null, user, isKnown: false }

  await invitation.load((related) => related.load('business').load('inviter'))
  return { isOpen, invitation, user, isKnown: await hasProvenAccount(invitation.email) }
}
