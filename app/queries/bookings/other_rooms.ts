import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { type InTheWay, inTheWay } from '#claims'
import { namesByKind } from '#formats/bookings/hosts'
import type Booking from '#models/bookings/booking'
import Host, { ROOM_GOES_ALONG } from '#models/availability/host'
import { moveQuestion } from '#queries/bookings/move_question'
import { roomReasons } from '#scheduling/reasons/room_reasons'
import { blockedSpan } from '#scheduling/rules/buffers'
import { onlyAt } from '#scheduling/time/spans'
import type { Question, Reason } from '#scheduling/types'

export interface RoomAtItsTime {
  id: number
  name: string
  /** None where it is free. */
  reasons: Reason[]
  /** What holds it then. */
  inTheWay: InTheWay | null
}

/** The rooms that go along with whoever gives it, or that are booked as it is; none where all are needed. */
export function roomsOf(
  { businessId, hostId, serviceId }: Booking,
  client?: QueryClient
): Promise<Host[]> {
  return Host.query({ client })
    .where({ businessId, isActive: true, kind: 'room' })
    .whereRaw(
      `exists (select from services
         join service_hosts on service_hosts.service_id = services.id
        where services.id = ? and service_hosts.host_id = hosts.id and (${ROOM_GOES_ALONG}
          or services.host_mode = 'any'
            and 'room' = (select kind from hosts as given where given.id = ?)))`,
      [serviceId, hostId]
    )
    .orderBy('position')
    .orderBy('id')
    .exec()
}

/** Asked whether a room has its time free: by `roomReasons`, since whoever gives it counts for nothing. */
export function roomQuestion(
  booking: Booking,
  now: DateTime,
  transaction?: QueryClient
): Promise<Question> {
  const { business, service, startsAt } = booking
  const mover = { booking, business, service, hostId: null, isOwner: true, isKnown: false }
  return moveQuestion(mover, onlyAt(startsAt.toMillis()), now.toMillis(), transaction)
}

/**
 * The names of those that it has, and the others of its service; null where it has no choice of rooms.
 * Needs `bookingHosts()`.
 */
export async function roomsAtItsTime(
  booking: Booking,
  now: DateTime
): Promise<{ own: string[]; others: RoomAtItsTime[] } | null> {
  const rooms = await roomsOf(booking)
  if (rooms.length === 0) return null
  await booking.load('business', (business) => business.preload('settings'))
  const { hostIds, businessId, startsAt, endsAt } = booking
  const others = rooms.filter(({ id }) => !hostIds.includes(id))
  const [start, end] = [startsAt.toMillis(), endsAt.toMillis()]
  const question = await roomQuestion(booking, now)
  const span = blockedSpan({ start, end }, question.rules)
  const ids = others.map(({ id }) => id)
  const held = await inTheWay({ businessId, hostIds: ids, span, now: now.toMillis() })
  return {
    own: namesByKind(booking).rooms,
    others: others.map(({ id, name }) => ({
      ...{ id, name, reasons: roomReasons(question, id, start) },
      inTheWay: held.find(({ hostId }) => hostId === id) ?? null,
    })),
  }
}
