import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type CalendarFeed from '#models/feeds/calendar_feed'
import { FEED_SHOWS } from '#models/feeds/calendar_feed'
import { inUtc, inUtcOrNull, momentOrNull, momentShape, wholeShape } from '#shapes/schema'

const fields = () => ({
  id: wholeShape(),
  host_id: wholeShape().nullable(),
  shows: vine.enum(FEED_SHOWS),
  last_read_at: momentOrNull(),
  created_at: momentShape(),
})

/** What is booked, for one member's calendar. */
export const calendarFeedShape = vine.create(fields())

/** With its address, which is told this once. */
export const newCalendarFeedShape = vine.create({ ...fields(), url: vine.string() })

export function presentCalendarFeed(feed: CalendarFeed): Infer<typeof calendarFeedShape> {
  return {
    id: feed.id,
    host_id: feed.hostId,
    shows: feed.shows,
    last_read_at: inUtcOrNull(feed.lastReadAt),
    created_at: inUtc(feed.createdAt),
  }
}
