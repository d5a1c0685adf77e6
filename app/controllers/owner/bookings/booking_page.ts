import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { readerOf } from '#controllers/reader'
import type Booking from '#models/bookings/booking'
import { ownerBookingPage } from '#pages/owner/bookings/booking_page'
import type { Form } from '#validators/form'

interface Page {
  form: Form
  wait?: string
  status?: 200 | 409 | 422 | 429 | 503
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
    | 'reassign_not_possible'
    | 'reassign_move_waits'
    | 'reassign_stale'
    | 'reassign_busy'
    | 'room_not_possible'
    | 'room_move_waits'
    | 'room_stale'
    | 'room_busy'
    | 'messages_stale'
    | 'no_contact'
}

export async function renderBooking(
  ctx: HttpContext,
  booking: Booking,
  { status = 200, ...shown }: Page
) {
  const { business, response, view } = ctx
  const now = DateTime.now().setZone(business.timeZone)
  const page = await ownerBookingPage(booking, now, readerOf(ctx, business))
  response.status(status)
  return view.render('pages/owner/bookings/booking', { ...page, ...shown })
}
