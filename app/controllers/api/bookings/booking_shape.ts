import type { HttpContext } from '@adonisjs/core/http'
import type { DateTime } from 'luxon'
import { appUrl } from '#config/app'
import type { Client } from '#models/bookings/client'
import { formatLocale } from '#formats/words/locales'
import type Booking from '#models/bookings/booking'
import type { PageBusiness } from '#queries/pages/find_business_page'

interface PostedClient {
  client_name: string
  client_email?: string | null
  client_phone?: string | null
  notes?: string | null
  time_zone?: string
}

export function postedClient(
  { request, i18n }: HttpContext,
  business: PageBusiness,
  posted: PostedClient
): Client {
  return {
    name: posted.client_name,
    email: posted.client_email ?? null,
    phone: posted.client_phone ?? null,
    notes: posted.notes ?? null,
    timeZone: posted.time_zone ?? business.timeZone,
    locale: formatLocale(request.languages(), i18n.locale, business.locale),
  }
}

export function presentBooking(booking: Booking, outcome: 'booked' | 'requested') {
  const inZone = (moment: DateTime) =>
    moment.setZone(booking.clientTimeZone).toISO({ suppressMilliseconds: true })
  const isRequest = outcome === 'requested'
  return {
    reference: booking.reference,
    status: isRequest ? 'pending' : 'approved',
    service_id: booking.serviceId,
    host_id: booking.hostId,
    host_ids: booking.hostIds,
    session_id: booking.sessionId,
    seats: booking.seats,
    starts_at: inZone(booking.startsAt),
    ends_at: inZone(booking.endsAt),
    time_zone: booking.clientTimeZone,
    expires_at: isRequest ? booking.expiresAt?.toISO() : null,
    manage_url: `${appUrl}/manage/${booking.manageToken}`,
  }
}
