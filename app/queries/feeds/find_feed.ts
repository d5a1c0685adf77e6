import type Membership from '#models/accounts/membership'
import CalendarFeed from '#models/feeds/calendar_feed'
import { hashOfToken } from '#models/tokens/secret_token'

/** Null where nobody may read at that address any more. */
export async function findFeedByToken(token: string): Promise<CalendarFeed | null> {
  const feed = await CalendarFeed.query()
    .where('hash', hashOfToken(token))
    .preload('business')
    .preload('membership')
    .preload('host')
    .first()
  return feed?.isStillTheirs ? feed : null
}

export function findFeed(membership: Membership, id: number): Promise<CalendarFeed> {
  return CalendarFeed.query().where({ membershipId: membership.id, id }).firstOrFail()
}

/** All that a member has made. */
export function feedsOf(membership: Membership): Promise<CalendarFeed[]> {
  return CalendarFeed.query().where({ membershipId: membership.id }).exec()
}
