import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { answerOne } from '#controllers/api/v1/one'
import type Booking from '#models/bookings/booking'
import { findBookingToMove, loadHistory, loadMessages } from '#queries/bookings/find_booking_record'
import { nameHosts } from '#queries/bookings/name_hosts'
import {
  type BesideBooking,
  presentEvent,
  presentMessage,
  presentNotes,
} from '#shapes/bookings/booking_beside'
import { presentBookingRecord } from '#shapes/bookings/booking_record'

/** Of the business whose key it is; others do not exist. */
export async function bookingAsked({ business, params }: HttpContext): Promise<Booking> {
  const booking = await findBookingToMove(business, params.id)
  await nameHosts([booking], booking.service)
  return booking
}

/** As it stands now. */
export async function answerBooking(ctx: HttpContext, include: readonly BesideBooking[] = []) {
  const booking = await bookingAsked(ctx)
  const shape = presentBookingRecord(booking, DateTime.utc())
  return answerOne(ctx, shape, await besideOf(booking, include))
}

async function besideOf(booking: Booking, include: readonly BesideBooking[]) {
  if (include.includes('history')) await loadHistory(booking)
  if (include.includes('messages')) await loadMessages(booking)
  return {
    ...(include.includes('history') && { history: booking.events.map(presentEvent) }),
    ...(include.includes('notes') && { business_notes: presentNotes(booking) }),
    ...(include.includes('messages') && { messages: booking.notifications.map(presentMessage) }),
  }
}
