import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type Booking from '#models/bookings/booking'
import Host from '#models/availability/host'
import type Service from '#models/services/service'
import type Business from '#models/settings/business'
import { moveQuestion } from '#queries/bookings/move_question'
import { setAsideRules } from '#scheduling/rules/set_aside'
import { findSlots } from '#scheduling/slots/slots'
import { dateAt } from '#scheduling/time/zones'
import type { Instant } from '#scheduling/types'

export async function findStandIns(
  { businessId, hostId }: Booking,
  service: Service,
  client?: QueryClient
): Promise<Host[]> {
  if (service.hostMode !== 'any') return []
  return Host.query({ client })
    .where({ businessId, isActive: true })
    .whereNot('id', hostId)
    .whereRaw('kind = (select kind from hosts as former where former.id = ?)', [hostId])
    .whereRaw(
      'exists (select from service_hosts where service_hosts.host_id = hosts.id and service_id = ?)',
      [service.id]
    )
    .orderBy('position')
    .orderBy('id')
}

export interface FreeInstead {
  /** Who else is free to give it at its time. */
  hostIds: number[]
  /** Which rooms may go along instead of its own. */
  roomIds: number[]
}

/** By the booking's number. Asked once for what is alike on a day, and not of those who are away then. */
export async function freeStandIns(
  business: Business,
  bookings: readonly Booking[],
  { awayIds, now }: { awayIds: readonly number[]; now: Instant }
): Promise<Map<number, FreeInstead>> {
  const given = bookings.filter(
    ({ service, sessionId }) => service.hostMode === 'any' && sessionId === null
  )
  const alike = Map.groupBy(given, (booking) => alikeOn(booking, business.timeZone))
  const free = new Map<number, FreeInstead>()
  for (const group of alike.values()) {
    const [booking] = group
    const starts = group.map(({ startsAt }) => startsAt.toMillis())
    const range = { start: Math.min(...starts), end: Math.max(...starts) + 1 }
    const { service } = booking
    const mover = { booking, business, service, hostId: null, isOwner: true, isKnown: false }
    const question = setAsideRules(await moveQuestion(mover, range, now), ['steps'])
    const slots = new Map(findSlots(question).map((slot) => [slot.start, slot]))
    const isThere = (other: number) => !awayIds.includes(other)
    for (const { id, startsAt, hostId } of group) {
      const { hostIds = [], roomIds = [] } = slots.get(startsAt.toMillis()) ?? {}
      free.set(id, {
        hostIds: hostIds.filter((other) => other !== hostId && isThere(other)),
        roomIds: roomIds.filter(isThere),
      })
    }
  }
  return free
}

function alikeOn(booking: Booking, timeZone: string): string {
  const { serviceId, minutes, seats, linkId, oneTimeLinkId, startsAt } = booking
  const date = dateAt(timeZone, startsAt.toMillis())
  return [serviceId, minutes, seats, linkId, oneTimeLinkId, date].join()
}
