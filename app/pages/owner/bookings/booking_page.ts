import type { DateTime } from 'luxon'
import type { I18n } from '@adonisjs/i18n'
import { appUrl } from '#config/app'
import type Booking from '#models/bookings/booking'
import { hostReason } from '#pages/owner/bookings/host_reason'
import { findSeries, loadMessages, namesInHistory } from '#queries/bookings/find_booking_record'
import { findStandIns } from '#queries/bookings/stand_ins'
import { clientHistory } from '#queries/clients/client_history'

export async function ownerBookingPage(booking: Booking, now: DateTime, i18n: I18n) {
  await loadMessages(booking)
  await booking.load('moveRequests', (moves) => moves.where('status', 'pending'))
  return {
    booking,
    bookingStatus: booking.statusAt(now),
    series: await findSeries(booking),
    history: await clientHistory(booking, now),
    standIns: booking.canBeReassigned(now) ? await findStandIns(booking, booking.service) : null,
    hostNames: await namesInHistory(booking),
    hostReason: hostReason(booking, i18n),
    manageAddress: `${appUrl}/manage/${booking.manageToken}`,
    now,
  }
}
