import { bookingHosts } from '#claims'
import Booking from '#models/bookings/booking'
import type Business from '#models/settings/business'
import Host from '#models/availability/host'
import Notification from '#models/notifications/notification'
import User from '#models/accounts/user'
import ApiKey from '#models/keys/api_key'
import { inboxEmail } from '#queries/notifications/inbox_email'
import { loadWritten } from '#queries/notifications/load_written'

export async function findBookingRecord(business: Business, bookingId: number): Promise<Booking> {
  const booking = await business
    .related('bookings')
    .query()
    .select('bookings.*', bookingHosts())
    .where('id', bookingId)
    .preload('service')
    .preload('host')
    .firstOrFail()
  await loadHistory(booking)
  return booking
}

/** With those who could give it instead. */
export function findBookingToMove(business: Business, bookingId: number): Promise<Booking> {
  return business
    .related('bookings')
    .query()
    .where('id', bookingId)
    .preload('service', (service) => service.preload('hosts', (hosts) => hosts.orderBy('position')))
    .preload('host')
    .firstOrFail()
}

export async function loadHistory(booking: Booking): Promise<void> {
  await booking.load('events', (events) => events.orderBy('id'))
  await loadActors(booking)
}

async function loadActors({ events }: Booking): Promise<void> {
  const ids = events.flatMap(({ userId }) => userId ?? [])
  if (ids.length === 0) return
  const users = await User.query().whereIn('id', ids)
  const byId = new Map(users.map((user) => [user.id, user]))
  for (const event of events) {
    const user = byId.get(event.userId ?? 0)
    if (user) event.$setRelated('user', user)
  }
  await loadKeys(events)
}

async function loadKeys(events: Booking['events']): Promise<void> {
  const ids = events.flatMap(({ apiKeyId }) => apiKeyId ?? [])
  if (ids.length === 0) return
  const keys = await ApiKey.query().whereIn('id', ids)
  for (const event of events) {
    const key = keys.find(({ id }) => id === event.apiKeyId)
    if (key) event.$setRelated('apiKey', key)
  }
}

export async function findSeries({ businessId, seriesId }: Booking): Promise<Booking[]> {
  if (seriesId === null) return []
  const dates = await Booking.query().where({ businessId, seriesId }).orderBy('starts_at')
  return dates.length > 1 ? dates : []
}

export async function loadMessages(booking: Booking): Promise<void> {
  await booking.load('notifications', (messages) =>
    messages
      .select('*')
      .select(inboxEmail())
      .whereNotIn('channel', ['in_app', 'webhook'])
      .preload('user')
      .orderBy('id')
  )
  await loadWritten(booking.notifications)
  if (booking.seriesId === null) return
  // Dates that were booked together are told together, by the mail of one of them.
  const { id, businessId, seriesId } = booking
  const told = await Notification.query()
    .select('*')
    .select(inboxEmail())
    .where({ businessId })
    .whereNot('booking_id', id)
    .whereIn('booking_id', Booking.query().where({ seriesId }).select('id'))
    .whereRaw(`data->'dates' @> to_jsonb(cast(? as bigint))`, [id])
    .preload('user')
    .orderBy('id')
  booking.$setRelated('notifications', [...told, ...booking.notifications])
}

export async function namesInHistory({
  businessId,
  events,
  hostReason,
}: Booking): Promise<Map<number, string>> {
  const times = events.flatMap(({ details: { from, to } }) => [from, to])
  const rooms = events.flatMap(({ rooms: { from, to } }) => [...from, ...to])
  const compared = (hostReason.others ?? []) as { hostId?: number }[]
  const ids = [...[...times, ...compared].flatMap((named) => named?.hostId ?? []), ...rooms]
  if (ids.length === 0) return new Map()
  const hosts = await Host.query().where({ businessId }).whereIn('id', ids)
  return new Map(hosts.map(({ id, name }) => [id, name]))
}
