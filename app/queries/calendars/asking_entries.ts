import CalendarConnection from '#models/calendars/calendar_connection'
import CalendarEntry from '#models/calendars/calendar_entry'

const MOST = 20

/** What became of entries of bookings to come, which somebody has to say something to. */
function asking(businessId: number) {
  return CalendarEntry.query()
    .where('calendar_entries.business_id', businessId)
    .where((entries) => {
      entries.whereIn('calendar_entries.state', ['missing', 'moved_there'])
      entries.orWhere((declined) => {
        declined.whereNotNull('declined_at').whereNull('declined_kept_at')
      })
    })
    .whereHas('booking', (bookings) => {
      bookings.where('status', 'approved').whereRaw('starts_at > clock_timestamp()')
    })
}

/** To those in charge everybody's, to others their own. */
export async function calendarNews(businessId: number, userId: number | null) {
  const entries = asking(businessId).preload('booking').preload('host').orderBy('id').limit(MOST)
  const lost = CalendarConnection.query()
    .where({ businessId, state: 'lost' })
    .preload('host')
    .orderBy('id')
    .limit(MOST)
  if (userId !== null) {
    entries.whereHas('host', (hosts) => void hosts.where('user_id', userId))
    lost.whereHas('host', (hosts) => void hosts.where('user_id', userId))
  }
  return { asking: await entries, lost: await lost }
}

export function entriesOfBooking(bookingId: number): Promise<CalendarEntry[]> {
  return CalendarEntry.query().where({ bookingId }).preload('host').orderBy('id').exec()
}
