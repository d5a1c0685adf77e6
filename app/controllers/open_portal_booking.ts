import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#exceptions/refusal'
import type Booking from '#models/bookings/booking'
import { findPortalBooking } from '#queries/portal/portal_bookings'

/** Of whoever is signed in; what is another's is not there. */
export async function openPortalBooking({ params, reader, i18n }: HttpContext): Promise<Booking> {
  const booking = await findPortalBooking(reader.email, params.id)
  if (!booking) throw new Refusal(404, 'unknown_booking', i18n.t('portal.bookings.unknown'))
  return booking
}
