import type { DateTime } from 'luxon'
import { givenBy, sessionGivenBy } from '#claims'
import Host from '#models/availability/host'
import Booking from '#models/bookings/booking'
import type CalendarFeed from '#models/feeds/calendar_feed'
import GroupSession from '#models/sessions/group_session'
import { type BlockedTime, blocksOn } from '#queries/availability/blocks_on'

const PAST_DAYS = 30
const COMING_DAYS = 366

/** Of each kind: what is further away is read when it is nearer. */
const MOST = 5_000

interface FeedContent {
  bookings: Booking[]
  sessions: GroupSession[]
  blocks: BlockedTime[]
  hosts: Host[]
}

/** What is agreed on, from a month ago to a year ahead. */
export async function feedContent(
  { businessId, hostId }: CalendarFeed,
  now: DateTime
): Promise<FeedContent> {
  const [from, until] = [now.minus({ days: PAST_DAYS }), now.plus({ days: COMING_DAYS })]
  const span: [Date, Date] = [from.toJSDate(), until.toJSDate()]
  const hosts = await Host.query()
    .where({ businessId, ...(hostId !== null && { id: hostId }) })
    .orderBy('position')
    .orderBy('id')
  const bookings = Booking.query()
    .where('bookings.business_id', businessId)
    .whereIn('bookings.status', ['approved', 'completed', 'no_show'])
    .whereBetween('bookings.starts_at', span)
    .whereNull('bookings.session_id')
    .preload('service')
    .orderBy('bookings.starts_at')
    .orderBy('bookings.id')
    .limit(MOST)
  const sessions = GroupSession.query()
    .where('group_sessions.business_id', businessId)
    .where('group_sessions.status', 'scheduled')
    .whereBetween('group_sessions.starts_at', span)
    .preload('service')
    .orderBy('group_sessions.starts_at')
    .orderBy('group_sessions.id')
    .limit(MOST)
  if (hostId !== null) {
    bookings.whereRaw(givenBy([hostId]))
    sessions.whereRaw(sessionGivenBy(hostId))
  }
  const blocks = await blocksOn(hosts, from.toMillis(), until.toMillis())
  return {
    bookings: await bookings,
    sessions: await sessions,
    blocks: blocks.slice(0, MOST),
    hosts,
  }
}
