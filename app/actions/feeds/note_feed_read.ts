import db from '@adonisjs/lucid/services/db'
import type CalendarFeed from '#models/feeds/calendar_feed'
import { sql } from '#transactions'

/** Once an hour, so that reading seldom writes. */
export default class NoteFeedRead {
  async handle({ id }: CalendarFeed): Promise<void> {
    await sql(
      db.connection(),
      `update calendar_feeds set last_read_at = clock_timestamp()
        where id = :id
          and (last_read_at is null or last_read_at < clock_timestamp() - interval '1 hour')`,
      { id }
    )
  }
}
