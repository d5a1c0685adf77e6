import db from '@adonisjs/lucid/services/db'
import { isLinkTokenFor, readLinkToken } from '#models/links/link_token'
import Membership from '#models/accounts/membership'
import User from '#models/accounts/user'
import { isProvenElsewhere } from '#queries/accounts/accounts_at_address'

export async function findUserByProof(token: string) {
  const named = readLinkToken(token)
  const user = named?.userId === null ? await User.find(named.id) : null
  if (!user || !isLinkTokenFor(token, 'prove', user.proofSubject)) return null
  const membership = await Membership.query()
    .where({ userId: user.id })
    .preload('business')
    .orderBy('id')
    .first()
  const isTaken = user.emailVerifiedAt === null && (await isProvenElsewhere(db.connection(), user))
  return { user, business: membership?.business ?? null, isTaken }
}
