import type { DateTime } from 'luxon'
import GroupSession from '#models/group_session'
import SessionSeries from '#models/session_series'
import WaitlistEntry from '#models/waitlist_entry'

const MOST = 200

/** A business's sessions from now on, each with the places taken, and the series still going. */
export async function loadSessionList(businessId: number, now: DateTime) {
  const sessions = await GroupSession.query()
    .where({ businessId, status: 'scheduled' })
    .where('ends_at', '>', now.toJSDate())
    .select('group_sessions.*')
    .select(takenSeats(now))
    .preload('service')
    .preload('host')
    .orderBy('starts_at')
    .orderBy('id')
    .limit(MOST)
  const series = await SessionSeries.query()
    .where({ businessId, isActive: true })
    .preload('service')
    .preload('host')
    .orderBy('id')
  return { sessions: sessions.map((session) => ({ session, taken: takenOf(session) })), series }
}

/** One session of the business with its roster; throws where there is none. */
export async function findSessionRecord(businessId: number, id: number, now: DateTime) {
  const session = await GroupSession.query()
    .where({ businessId, id })
    .select('group_sessions.*')
    .select(takenSeats(now))
    .preload('service')
    .preload('host')
    .preload('bookings', (bookings) => bookings.orderBy('id'))
    .firstOrFail()
  const roster = session.bookings.filter(
    (booking) => !['cancelled', 'rejected', 'expired'].includes(booking.statusAt(now))
  )
  return { session, roster, taken: takenOf(session), waiting: await countWaiting(session) }
}

async function countWaiting({ serviceId, startsAt }: GroupSession): Promise<number> {
  const entries = await WaitlistEntry.query()
    .where({ serviceId })
    .where('starts_at', startsAt.toJSDate())
    .whereIn('status', ['waiting', 'offered'])
    .select('id')
  return entries.length
}

function takenSeats(now: DateTime) {
  return GroupSession.query()
    .client.from('session_seats')
    .whereColumn('session_id', 'group_sessions.id')
    .whereNull('released_at')
    .where((query) => query.whereNull('expires_at').orWhere('expires_at', '>', now.toJSDate()))
    .count('*')
    .as('taken')
}

function takenOf(session: GroupSession): number {
  return Number(session.$extras.taken)
}
