import Membership from '#models/accounts/membership'
import { isLinkTokenFor, readLinkToken } from '#models/links/link_token'

/** By the link that stops somebody's day in short; with them and the business. */
export async function findDigestToStop(token: string): Promise<Membership | null> {
  const named = readLinkToken(token)
  if (named?.userId !== null) return null
  const membership = await Membership.query()
    .where('id', named.id)
    .preload('user')
    .preload('business')
    .first()
  const isTheirs = membership && isLinkTokenFor(token, 'stop_digest', membership.linkSubject)
  return isTheirs ? membership : null
}
