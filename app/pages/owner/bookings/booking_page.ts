import type { DateTime } from 'luxon'
import { appUrl } from '#config/app'
import type Booking from '#models/bookings/booking'
import { hostReason } from '#pages/owner/bookings/host_reason'
import { roomChoices } from '#pages/owner/bookings/room_choices'
import { moveThere } from '#pages/owner/calendars/asked_entry'
import type { PageReader } from '#pages/reader'
import { findSeries, loadMessages, namesInHistory } from '#queries/bookings/find_booking_record'
import { findStandIns } from '#queries/bookings/stand_ins'
import { entriesOfBooking } from '#queries/calendars/asking_entries'
import { findConsent } from '#queries/privacy/find_consent'
import { clientHistory } from '#queries/clients/client_history'

export async function ownerBookingPage(booking: Booking, now: DateTime, reader: PageReader) {
  await loadMessages(booking)
  const hostNames = await namesInHistory(booking)
  await booking.load('moveRequests', (moves) => moves.where('status', 'pending'))
  const isTheirs = booking.host.kind === 'person' && booking.canBeReassigned(now)
  const entries = await entriesOfBooking(booking.id)
  return {
    booking,
    bookingStatus: booking.statusAt(now),
    series: await findSeries(booking),
    consent: booking.consentTextId === null ? null : await findConsent(booking.consentTextId),
    history: await clientHistory(booking, now),
    standIns: isTheirs ? await findStandIns(booking, booking.service) : null,
    rooms: await roomChoices(booking, now, reader),
    hostNames,
    hostReason: hostReason(booking, { hostNames, timeZone: now.zoneName ?? 'utc' }, reader),
    manageAddress: `${appUrl}/manage/${booking.manageToken}`,
    entries: entries.map((entry) => ({ entry, moveHref: moveThere(entry, booking, now) })),
    now,
  }
}
