import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type Membership from '#models/accounts/membership'
import { ROLES } from '#models/accounts/membership'
import { inUtc, momentShape, wholeShape } from '#shapes/schema'

/** Somebody who signs in to the business. */
export const memberShape = vine.create({
  id: wholeShape(),
  user_id: wholeShape(),
  name: vine.string(),
  email: vine.string(),
  role: vine.enum(ROLES),
  created_at: momentShape(),
})

/** Needs its user loaded. */
export function presentMember(member: Membership): Infer<typeof memberShape> {
  const { user } = member
  return {
    id: member.id,
    user_id: user.id,
    name: user.fullName,
    email: user.email,
    role: member.role,
    created_at: inUtc(member.createdAt),
  }
}
