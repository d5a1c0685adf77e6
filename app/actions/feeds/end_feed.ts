import { recordAudit } from '#history'
import type { By } from '#models/by'
import CalendarFeed from '#models/feeds/calendar_feed'
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
      const { businessId, hostId } = feed
      await feed.delete()
      await recordAudit(trx, {
        ...{ businessId, by, action: `${hostId ? 'host' : 'business'}.feed_ended` },
        ...{ subjectType: hostId ? 'host' : 'business', subjectId: hostId ?? businessId },
      })
    })
  }
}
