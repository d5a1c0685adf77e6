import db from '@adonisjs/lucid/services/db'
import type { FollowedLink } from '#queries/links/find_link_by_token'

/** Only a counter, since mail scanners look too. */
export default class CountView {
  async handle({ link, oneTime }: FollowedLink): Promise<void> {
    if (oneTime) {
      await db.rawQuery(
        `update one_time_links set view_count = view_count + 1,
           opened_at = coalesce(opened_at, clock_timestamp()) where id = ?`,
        [oneTime.id]
      )
    } else if (link) {
      await db.rawQuery('update booking_links set view_count = view_count + 1 where id = ?', [
        link.id,
      ])
    }
  }
}
