import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { KEPT_FROM, sessionHosts, takenSeats } from '#claims'
import GroupSession from '#models/sessions/group_session'

/** With their service and hosts, and what `placesInSession` counts from. */
export function sessionsWithPlaces(businessId: number, now: DateTime) {
  return GroupSession.query()
    .select('group_sessions.*', sessionHosts())
    .where({ businessId })
    .select(takenSeats(now), heldFor(now), keptFrom())
    .preload('service')
    .preload('host')
}

interface HeldRow {
  name: string
  seats: number
  until: string
}

/** Of one that `sessionsWithPlaces` found. */
export function placesInSession(session: GroupSession) {
  const taken = Number(session.$extras.taken)
  const places = session.placesWith(taken)
  const rows: HeldRow[] = session.$extras.held ?? []
  const held = rows.map((row) => ({ ...row, until: DateTime.fromISO(row.until) }))
  const free = Math.max(0, places - taken)
  const from = session.$extras.kept_from
  const isKept = typeof from === 'number' && from <= free
  return { taken, places, free, held, kept: isKept ? free : 0 }
}

/** From how many free places on they are kept until the owner has chosen who gets them. */
function keptFrom() {
  return db.raw(
    `(select ${KEPT_FROM} from group_sessions as sessions
       join services on services.id = sessions.service_id
      where sessions.id = group_sessions.id) as kept_from`
  )
}

/** Places that are kept for those who waited, the first to run out before the others. */
function heldFor(now: DateTime) {
  return GroupSession.query()
    .client.from('waitlist_offers')
    .join('waitlist_entries', 'waitlist_entries.id', 'waitlist_offers.entry_id')
    .whereColumn('waitlist_offers.session_id', 'group_sessions.id')
    .where('waitlist_offers.status', 'open')
    .where('waitlist_offers.expires_at', '>', now.toJSDate())
    .select(
      db.raw(`json_agg(json_build_object('name', client_name, 'seats', seats, 'until', expires_at)
        order by expires_at, waitlist_offers.id)`)
    )
    .as('held')
}
