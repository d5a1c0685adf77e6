import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/app'
import type Booking from '#models/bookings/booking'
import { hostReason } from '#controllers/owner/bookings/host_reason'
import {
  countOtherBookings,
  findSeries,
  loadMessages,
  namesInHistory,
} from '#queries/bookings/find_booking_record'
import { findStandIns } from '#queries/bookings/stand_ins'
import type { Slot } from '#scheduling/types'
import type { Form } from '#validators/form'

interface Page {
  form: Form
  status?: 200 | 409 | 422 | 429 | 503
  /** Free times near the one to which it could not be moved. */
  alternatives?: Slot[]
  problem?:
    | 'not_possible'
    | 'message_no_longer_holds'
    | 'message_not_possible'
    | 'message_too_often'
    | 'too_early'
    | 'not_markable'
    | 'not_movable'
    | 'move_undecided'
    | 'move_stale'
    | 'cancel_stale'
    | 'attendance_stale'
    | 'move_busy'
    | 'not_reassignable'
    | 'reassign_move_waits'
    | 'reassign_stale'
    | 'reassign_busy'
}

/** All that is known of one booking. */
export async function renderBooking(
  { business, response, view, i18n }: HttpContext,
  booking: Booking,
  { form, status = 200, problem, alternatives }: Page
) {
  const now = DateTime.now().setZone(business.timeZone)
  await loadMessages(booking)
  await booking.load('moveRequests', (moves) => moves.where('status', 'pending'))
  response.status(status)
  return view.render('pages/owner/bookings/booking', {
    booking,
    bookingStatus: booking.statusAt(now),
    series: await findSeries(booking),
    otherBookings: await countOtherBookings(booking, now),
    standIns: booking.canBeReassigned(now) ? await findStandIns(booking, booking.service) : null,
    hostNames: await namesInHistory(booking),
    hostReason: hostReason(booking, i18n),
    manageAddress: `${appUrl}/manage/${booking.manageToken}`,
    now,
    form,
    problem,
    alternatives,
  })
}
