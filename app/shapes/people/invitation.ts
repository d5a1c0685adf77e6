import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type { DateTime } from 'luxon'
import type Invitation from '#models/accounts/invitation'
import { ROLES } from '#models/accounts/membership'
import { inUtc, momentShape, wholeShape } from '#shapes/schema'

const STANDINGS = ['open', 'expired', 'accepted', 'revoked'] as const

/** Somebody who is asked to join the team. */
export const invitationShape = vine.create({
  id: wholeShape(),
  name: vine.string(),
  email: vine.string(),
  role: vine.enum(ROLES),
  host_id: wholeShape().nullable(),
  status: vine.enum(STANDINGS),
  sent_at: momentShape(),
  expires_at: momentShape(),
  created_at: momentShape(),
})

export function presentInvitation(
  invitation: Invitation,
  now: DateTime
): Infer<typeof invitationShape> {
  return {
    id: invitation.id,
    name: invitation.fullName,
    email: invitation.email,
    role: invitation.role,
    host_id: invitation.hostId,
    status: standingOf(invitation, now),
    sent_at: inUtc(invitation.sentAt),
    expires_at: inUtc(invitation.expiresAt),
    created_at: inUtc(invitation.createdAt),
  }
}

function standingOf(invitation: Invitation, now: DateTime): (typeof STANDINGS)[number] {
  if (invitation.acceptedAt) return 'accepted'
  if (invitation.revokedAt) return 'revoked'
  return invitation.isOpenAt(now) ? 'open' : 'expired'
}
