import { recordAudit } from '#history'
import type { By } from '#models/by'
import CalendarFeed, { subjectOfFeed } from '#models/feeds/calendar_feed'
import { hashOfToken, newSecretToken } from '#models/tokens/secret_token'
import { isChangedSince } from '#models/version'
import { inTransaction, lockRowOrFail } from '#transactions'

interface Renewal {
  membershipId: number
  feedId: number
  version: string | null
  by: By
}

/** The address before is not there from the next request on. */
export default class RenewFeed {
  handle({ membershipId, feedId: id, version, by }: Renewal): Promise<{ token: string } | 'stale'> {
    return inTransaction(async (trx) => {
      const feed = await lockRowOrFail(trx, CalendarFeed, { membershipId, id })
      if (isChangedSince(version, feed.hash)) return 'stale'
      const { businessId } = feed
      const about = subjectOfFeed(feed)
      const token = newSecretToken()
      await feed.merge({ hash: hashOfToken(token), lastReadAt: null }).save()
      await recordAudit(trx, {
        ...{ businessId, by, action: `${about.subjectType}.feed_renewed`, ...about },
      })
      return { token }
    })
  }
}
