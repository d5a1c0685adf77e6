import db from '@adonisjs/lucid/services/db'
import CalendarConnection from '#models/calendars/calendar_connection'
import CalendarEntry from '#models/calendars/calendar_entry'
import { sql } from '#transactions'

const MOST = 20

/** What became of entries of bookings to come, which somebody has to say something to. */
function asking(businessId: number) {
  return CalendarEntry.query()
    .where('calendar_entries.business_id', businessId)
    .where((entries) => {
      entries.where((changed) => {
        changed.whereIn('calendar_entries.state', ['missing', 'moved_there'])
        changed.where('calendar_entries.is_owed', false)
      })
      entries.orWhere((declined) => {
        declined.whereNotNull('declined_at').whereNull('declined_kept_at')
      })
    })
    .whereHas('booking', (bookings) => {
      bookings.where('status', 'approved').whereRaw('starts_at > clock_timestamp()')
    })
}

/** All time of its host is busy meanwhile. */
const IS_UNREAD = `state = 'connected' and failing_since is not null and last_synced_at is null`

const NO_NEWS: CalendarNews = { asking: [], lost: [], unread: [] }

interface CalendarNews {
  asking: CalendarEntry[]
  lost: CalendarConnection[]
  /** Never read, since it cannot be. */
  unread: CalendarConnection[]
}

/** Mostly there is none, which takes one look. */
async function hasNews(businessId: number): Promise<boolean> {
  const [{ has }] = await sql<{ has: boolean }>(
    db.connection(),
    `select exists (select from calendar_connections
         where business_id = :businessId and (state = 'lost' or ${IS_UNREAD}))
       or exists (select from calendar_entries
         where business_id = :businessId and (state in ('missing', 'moved_there')
           or declined_at is not null and declined_kept_at is null)) as has`,
    { businessId }
  )
  return has
}

/** To those in charge everybody's, to others their own. */
export async function calendarNews(
  businessId: number,
  userId: number | null
): Promise<CalendarNews> {
  if (!(await hasNews(businessId))) return NO_NEWS
  const entries = asking(businessId).preload('booking').preload('host').orderBy('id').limit(MOST)
  const troubled = CalendarConnection.query()
    .where({ businessId })
    .whereRaw(`(state = 'lost' or ${IS_UNREAD})`)
    .preload('host')
    .orderBy('id')
    .limit(MOST)
  if (userId !== null) {
    entries.whereHas('host', (hosts) => void hosts.where('user_id', userId))
    troubled.whereHas('host', (hosts) => void hosts.where('user_id', userId))
  }
  const connections = await troubled
  return {
    asking: await entries,
    lost: connections.filter(({ isLost }) => isLost),
    unread: connections.filter(({ isLost }) => !isLost),
  }
}

export function entriesOfBooking(bookingId: number): Promise<CalendarEntry[]> {
  return CalendarEntry.query().where({ bookingId }).preload('host').orderBy('id').exec()
}
