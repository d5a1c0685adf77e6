import { DateTime } from 'luxon'
import PlaceBooking from '#actions/bookings/place_booking'
import { UserFactory, openShop } from '#database/factories/business'
import type Booking from '#models/bookings/booking'
import { byClient } from '#models/by'
import type Business from '#models/settings/business'
import Membership, { type Role } from '#models/accounts/membership'
import type User from '#models/accounts/user'

export type Shop = Awaited<ReturnType<typeof openShop>>

interface WantedBooking {
  startsAt?: DateTime
  name?: string
  email?: string | null
  phone?: string | null
  notes?: string | null
  hostId?: number | null
}

/**
 * In three days or a little more, on the hour, so that any rule of notice is kept; and before the
 * evening, so that some hours later it is the same day.
 */
export const IN_THREE_DAYS = beforeEvening(DateTime.utc().plus({ days: 3 }).startOf('hour'))

function beforeEvening(moment: DateTime<true>): DateTime<true> {
  return moment.hour < 18 ? moment : moment.startOf('day').plus({ days: 1, hours: 6 })
}

/** A shop whose bookings wait for a yes. */
export function openShopByRequest(options: Parameters<typeof openShop>[0] = {}): Promise<Shop> {
  return openShop({ ...options, settings: { requiresApproval: true, ...options.settings } })
}

/** A client's booking or request, through the real action. */
export async function place(shop: Shop, wanted: WantedBooking = {}): Promise<Booking> {
  const placed = await new PlaceBooking().handle({
    businessId: shop.business.id,
    serviceId: shop.service.id,
    startsAt: (wanted.startsAt ?? IN_THREE_DAYS).toMillis(),
    hostId: wanted.hostId ?? null,
    client: {
      name: wanted.name ?? 'Ines Duarte',
      email: wanted.email === undefined ? 'ines@duarte.example' : wanted.email,
      phone: wanted.phone ?? null,
      notes: wanted.notes ?? null,
      timeZone: 'Europe/London',
      locale: 'en-GB',
    },
    idempotencyKey: null,
    by: byClient(),
  })
  if (placed.outcome !== 'booked' && placed.outcome !== 'requested') {
    throw new Error(`Not placed but ${placed.outcome}`)
  }
  return placed.booking
}

/** Someone who works there in that role. */
export async function joinAs(role: Role, business: Business): Promise<User> {
  const user = await UserFactory.create()
  await Membership.create({ userId: user.id, businessId: business.id, role })
  return user
}
