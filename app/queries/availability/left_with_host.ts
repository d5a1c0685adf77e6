import type { DateTime } from 'luxon'
import { comingClaims } from '#claims'
import Booking from '#models/bookings/booking'

export function leftWithHost(
  businessId: number,
  hostId: number,
  now: DateTime
): Promise<Booking[]> {
  return Booking.query()
    .where({ businessId, hostId })
    .whereNull('session_id')
    .where('starts_at', '>', now.toJSDate())
    .where((open) =>
      open
        .where('status', 'approved')
        .orWhere((waiting) =>
          waiting.where('status', 'pending').where('expires_at', '>', now.toJSDate())
        )
    )
    .whereHas('service', (service) => service.where('host_mode', 'any'))
    .preload('service')
    .preload('host')
    .orderBy('starts_at')
    .orderBy('id')
    .exec()
}

export async function countLeftWith(
  businessId: number,
  hostId: number,
  now: DateTime
): Promise<number> {
  const claims = await comingClaims({ businessId, hostId, now: now.toMillis() })
  return new Set(claims.map(({ bookingId }) => bookingId)).size
}
