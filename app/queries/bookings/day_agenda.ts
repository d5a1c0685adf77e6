import type { DateTime } from 'luxon'
import { givenBy, bookingHosts } from '#claims'
import Booking from '#models/bookings/booking'
import type MoveRequest from '#models/bookings/move_request'
import { earliestRunningStart } from '#queries/bookings/earliest_running_start'
import type { BookingStatus } from '#scheduling/slots/bookings'

interface AgendaRequest {
  businessId: number
  /** Of what begins at one time, their own stands first. */
  userId?: number
  hostIds: readonly number[] | null
  day: DateTime
  now: DateTime
}

export interface AgendaEntry {
  /** For a move that is asked for: the booking as it would be, under the move's own id. */
  booking: Booking
  status: BookingStatus
  isPast: boolean
}

export interface Agenda {
  day: DateTime
  entries: AgendaEntry[]
  nowIndex: number | null
  endsAt: DateTime | null
}

/** What a day shows of a booking, and what its `version` is made of, which marking who came needs. */
const LISTED = [
  ...(['id', 'businessId', 'serviceId', 'hostId', 'sessionId', 'startsAt', 'endsAt'] as const),
  ...(['status', 'expiresAt', 'clientName', 'clientEmail', 'clientPhone', 'notes'] as const),
  ...(['answers', 'seats', 'calendarSequence', 'isComing'] as const),
]

export async function loadAgenda(request: AgendaRequest): Promise<Agenda> {
  const { businessId, userId, hostIds, now } = request
  const day = request.day.startOf('day')
  const bookings = await Booking.query()
    .select(LISTED)
    .select(bookingHosts())
    .where({ businessId })
    .if(hostIds, (query) => query.whereRaw(givenBy(hostIds ?? [])))
    .whereIn('status', ['pending', 'approved', 'completed', 'no_show'])
    .where('starts_at', '<', day.plus({ days: 1 }).toJSDate())
    .where('starts_at', '>', earliestRunningStart(day))
    .where('ends_at', '>', day.toJSDate())
    .preload('service', (service) => service.select('id', 'name'))
    .preload('host', (host) => host.select('id', 'name', 'userId'))
    .orderBy('starts_at')
    .if(userId, (query) =>
      query.orderByRaw(
        'exists (select from hosts where hosts.id = bookings.host_id and user_id = ?) desc',
        [userId ?? 0]
      )
    )
    .orderBy('id')

  return agendaOf(day, bookings, now)
}

export async function loadMoveDay(
  move: MoveRequest,
  booking: Booking,
  now: DateTime
): Promise<Agenda> {
  const { id, businessId, hostId, hostIds, startsAt, endsAt } = move
  const agenda = await loadAgenda({ businessId, hostIds, day: startsAt.setZone(now.zone), now })
  if (!move.canBeDecided(now)) return agenda
  const proposed = new Booking().merge({ ...booking.$attributes, id, hostId, startsAt, endsAt })
  proposed.$setRelated('service', booking.service)
  proposed.$setRelated('host', booking.host)
  proposed.$extras.hosts_together = move.$extras.hosts_together
  const added: AgendaEntry = { booking: proposed, status: 'pending', isPast: false }
  const entries = [...agenda.entries, added].toSorted(
    (one, other) => one.booking.startsAt.toMillis() - other.booking.startsAt.toMillis()
  )
  return { ...agenda, entries, endsAt: entries.reduce(later, null) }
}

function agendaOf(day: DateTime, bookings: Booking[], now: DateTime): Agenda {
  const end = day.plus({ days: 1 })
  const entries = bookings
    .filter(({ startsAt, endsAt }) => startsAt < end && endsAt > day)
    .map((booking) => ({
      booking,
      status: booking.statusAt(now),
      isPast: booking.endsAt <= now,
    }))
    .filter(({ status }) => status !== 'expired')
  const isToday = day <= now && now < end
  const coming = entries.findIndex(({ booking }) => booking.startsAt > now)
  return {
    day,
    entries,
    endsAt: entries.reduce(later, null),
    nowIndex: isToday ? (coming === -1 ? entries.length : coming) : null,
  }
}

function later(latest: DateTime | null, { booking }: AgendaEntry): DateTime | null {
  return latest !== null && latest > booking.endsAt ? latest : booking.endsAt
}
