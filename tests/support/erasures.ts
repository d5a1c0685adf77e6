import RequestErasure from '#actions/privacy/request_erasure'
import { byClient } from '#models/by'
import type Booking from '#models/bookings/booking'
import Erasure from '#models/privacy/erasure'

/** What the client of a booking asks for in the portal. */
export async function erasureOf({ businessId, clientId, clientEmail }: Booking): Promise<Erasure> {
  const email = clientEmail?.toLowerCase() ?? ''
  await new RequestErasure().handle({ businessId, email, language: 'en-GB', by: byClient() })
  return Erasure.query()
    .where({ businessId, clientId: clientId ?? 0 })
    .firstOrFail()
}
