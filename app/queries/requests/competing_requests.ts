import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { bookingHosts } from '#claims'
import Booking from '#models/bookings/booking'
import Business from '#models/settings/business'
import { rulesOfLinks } from '#queries/links/link_rules'
import { serviceRules } from '#queries/services/service_rules'
import { roomsAlongOf, serviceHostIds } from '#queries/services/service_host_ids'
import { blockedSpan } from '#scheduling/rules/buffers'
import { rulesOf } from '#scheduling/rules/effective_rules'
import type { Span } from '#scheduling/types'

interface Input {
  hostIds: readonly number[]
  span: Span
}

/** More than the longest buffers of two bookings. */
const REACH = { days: 3 }

/** Only one of these overlapping requests can be approved; the earliest asked comes first. */
export async function competingRequests(
  { id, businessId }: Pick<Booking, 'id' | 'businessId'>,
  client: QueryClient = db.connection()
): Promise<Booking[]> {
  const business = await Business.query({ client })
    .where('id', businessId)
    .preload('settings')
    .firstOrFail()
  const booking = await Booking.query({ client }).where({ id }).preload('service').firstOrFail()
  const others = await Booking.query({ client })
    .select('bookings.*', bookingHosts())
    .where({ businessId, status: 'pending', holdsTime: false })
    .whereNot('id', id)
    .whereRaw('expires_at > clock_timestamp()')
    .where('starts_at', '<', booking.endsAt.plus(REACH).toJSDate())
    .where('ends_at', '>', booking.startsAt.minus(REACH).toJSDate())
    .preload('service')
    .orderBy('created_at')
    .orderBy('id')
  if (others.length === 0) return []

  const wanted = await neededTime(client, booking, business)
  const overlapping: Booking[] = []
  for (const other of others) {
    if (!clash(wanted, await neededTime(client, other, business))) continue
    await other.load('host')
    overlapping.push(other)
  }
  return overlapping
}

async function neededTime(
  client: QueryClient,
  booking: Booking,
  business: Business
): Promise<Input> {
  const { service, hostId, startsAt, endsAt } = booking
  const link = await rulesOfLinks(client, booking)
  const rules = rulesOf(serviceRules(service, business, null, link))
  const isTogether = service.hostMode === 'collective'
  const team = isTogether ? await serviceHostIds(client, [service.id]) : [hostId]
  const rooms = isTogether ? [] : await roomsAlongOf(client, service.id)
  return {
    // Of several rooms another one may be free.
    hostIds: rooms.length === 1 ? [...team, ...rooms] : team,
    span: blockedSpan({ start: startsAt.toMillis(), end: endsAt.toMillis() }, rules),
  }
}

function clash(one: Input, other: Input): boolean {
  const overlaps = one.span.start < other.span.end && other.span.start < one.span.end
  return overlaps && one.hostIds.some((id) => other.hostIds.includes(id))
}
