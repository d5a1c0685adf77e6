import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#exceptions/refusal'
import type Booking from '#models/bookings/booking'
import { giversOf } from '#models/services/service_team'

/**
 * With whom a booking is moved; null keeps its host where they are free, and else takes whoever is.
 * Staff move it within their own calendar. Needs its service with the hosts.
 */
export async function hostOfMove(
  { bouncer }: HttpContext,
  booking: Booking,
  wanted: number | null | undefined
): Promise<{ hostId: number | null } | 'elsewhere'> {
  const { service, hostId: own } = booking
  const host = wanted ?? undefined
  if (host !== undefined && !giversOf(service).some(({ id }) => id === host)) return 'elsewhere'
  const mayFillOthers = await bouncer.with('BookingPolicy').allows('reassign', booking)
  if (!mayFillOthers && host !== undefined && host !== own) throw new Refusal(403, 'not_yours')
  const isTheirs = !mayFillOthers && service.hostMode === 'any'
  return { hostId: host ?? (isTheirs ? own : null) }
}
