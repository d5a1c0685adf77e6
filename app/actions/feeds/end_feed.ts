import { recordAudit } from '#history'
import type { By } from '#models/by'
import CalendarFeed, { subjectOfFeed } from '#models/feeds/calendar_feed'
import { inTransaction, lockRowOrFail } from '#transactions'

interface Ending {
  membershipId: number
  feedId: number
  by: By
}

export default class EndFeed {
  handle({ membershipId, feedId: id, by }: Ending): Promise<void> {
    return inTransaction(async (trx) => {
      const feed = await lockRowOrFail(trx, CalendarFeed, { membershipId, id })
      const { businessId } = feed
      const about = subjectOfFeed(feed)
      await feed.delete()
      await recordAudit(trx, {
        ...{ businessId, by, action: `${about.subjectType}.feed_ended`, ...about },
      })
    })
  }
}
