import { recordAudit } from '#history'
import type Membership from '#models/accounts/membership'
import type { By } from '#models/by'
import CalendarFeed, { type FeedShows, subjectOfFeed } from '#models/feeds/calendar_feed'
import { hashOfToken, newSecretToken } from '#models/tokens/secret_token'
import { changeSettings } from '#steps'
import { brokenConstraint, inTransaction } from '#transactions'

interface Wanted {
  membership: Pick<Membership, 'id' | 'businessId'>
  /** Null is everybody's. */
  hostId: number | null
  shows: FeedShows
  version: string | null
  by: By
}

export type MakeFeedOutcome = { outcome: 'made'; token: string } | { outcome: 'saved' | 'stale' }

/** The first time it makes the address, which is told here and never again; later it changes what is shown. */
export default class MakeFeed {
  async handle(wanted: Wanted): Promise<MakeFeedOutcome> {
    try {
      return await this.save(wanted)
    } catch (error) {
      if (brokenConstraint(error) !== 'calendar_feeds_one') throw error
      return { outcome: 'stale' }
    }
  }

  private save({ membership, hostId, shows, version, by }: Wanted): Promise<MakeFeedOutcome> {
    const { id: membershipId, businessId } = membership
    const about = subjectOfFeed({ businessId, hostId })
    return inTransaction(async (trx) => {
      const query = CalendarFeed.query({ client: trx }).where({ membershipId })
      const feed = await (hostId ? query.where({ hostId }) : query.whereNull('host_id'))
        .forUpdate()
        .first()
      if (feed) {
        const outcome = await changeSettings(
          trx,
          { businessId, by, version },
          {
            row: feed,
            shown: [feed.shows],
            change: () => (feed.shows === shows ? {} : { shows: { from: feed.shows, to: shows } }),
            write: async () => void (await feed.merge({ shows }).save()),
            ...{ action: `${about.subjectType}.feed_changed`, ...about },
          }
        )
        return { outcome }
      }
      const token = newSecretToken()
      await new CalendarFeed()
        .useTransaction(trx)
        .fill({ businessId, membershipId, hostId, shows, hash: hashOfToken(token) })
        .save()
      await recordAudit(trx, {
        ...{ businessId, by, action: `${about.subjectType}.feed_made`, ...about },
        changes: { shows },
      })
      return { outcome: 'made', token }
    })
  }
}
