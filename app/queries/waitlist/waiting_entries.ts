import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { OFFERS_BY_HAND } from '#claims'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import type { Waiting } from '#queries/waitlist/waited_for'
import { sql } from '#transactions'

/** Whoever was put first, then in the order in which they came. */
export const QUEUE_ORDER = 'next_at desc nulls last, id'

/** Whether the owner chooses to whom places go that come free then. */
const chosenByHand = (serviceId: string, start: string) => `exists (
  select from group_sessions as sessions join services on services.id = sessions.service_id
  where sessions.service_id = ${serviceId} and sessions.starts_at = ${start}
    and sessions.status = 'scheduled' and ${OFFERS_BY_HAND})`

/** Whether the owner chooses who is offered what comes free at the time that they wait for. */
export async function isChosenByHand(
  { serviceId, startsAt }: Pick<WaitlistEntry, 'serviceId' | 'startsAt'>,
  client: QueryClient = db.connection()
): Promise<boolean> {
  if (!startsAt) return false
  const [{ chosen }] = await sql<{ chosen: boolean }>(
    client,
    `select ${chosenByHand(':serviceId', 'cast(:start as timestamptz)')} as chosen`,
    { serviceId, start: startsAt.toJSDate() }
  )
  return chosen
}

/** In the order in which they are asked by itself: first those without any booking. */
export function waitingEntries(client?: QueryClient) {
  return WaitlistEntry.query({ client })
    .where('status', 'waiting')
    .whereRaw(`not ${chosenByHand('waitlist_entries.service_id', 'waitlist_entries.starts_at')}`)
    .orderByRaw('booking_id is not null')
    .orderByRaw(QUEUE_ORDER)
}

export function entriesServedBy(client: QueryClient, serviceId: number, startsAt: DateTime) {
  const start = startsAt.toJSDate()
  return waitingEntries(client)
    .where('service_id', serviceId)
    .whereRaw(`not ${chosenByHand('?', '?')}`, [serviceId, start])
    .where((query) =>
      query
        .where('starts_at', start)
        .orWhereIn(
          'booking_id',
          client
            .from('bookings')
            .where({ service_id: serviceId, status: 'approved' })
            .where('starts_at', '>', start)
            .select('id')
        )
    )
}

/** Null where its client cannot move the booking any more. */
export async function loadWaiting(entry: WaitlistEntry, now: DateTime): Promise<Waiting | null> {
  await entry.load('business', (business) => business.preload('settings'))
  await entry.load('service')
  if (entry.bookingId === null) {
    return { business: entry.business, service: entry.service, booking: null }
  }
  await entry.load('booking')
  const { business, service, booking } = entry
  booking.$setRelated('service', service)
  booking.$setRelated('business', business)
  if (booking.status !== 'approved' || !booking.canBeMovedByClient(now)) return null
  return { business, service, booking }
}
