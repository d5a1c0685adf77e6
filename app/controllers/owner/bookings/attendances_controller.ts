import type { HttpContext } from '@adonisjs/core/http'
import MarkAttendance from '#actions/bookings/mark_attendance'
import { renderBooking } from '#controllers/owner/bookings/booking_page'
import { addressOf } from '#pages/address_of'
import { findBookingRecord } from '#queries/bookings/find_booking_record'
import { attendanceValidator } from '#validators/bookings/decision'
import { emptyForm, submittedVersion, validateForm } from '#validators/form'
import { localPath } from '#validators/local_path'

const PROBLEM = {
  too_early: 'too_early',
  stale: 'attendance_stale',
  not_possible: 'not_markable',
  not_found: 'not_markable',
} as const

export default class AttendancesController {
  async store(ctx: HttpContext) {
    const { business, bouncer, by, request, response, session, i18n } = ctx
    const booking = await findBookingRecord(business, ctx.params.id)
    await bouncer.with('BookingPolicy').authorize('decide', booking)

    const checked = await validateForm(attendanceValidator, request.body(), ctx, 'owner.validator')
    if (!checked.ok) return renderBooking(ctx, booking, { form: checked.form, status: 422 })

    const { attendance, return_to: returnTo } = checked.data
    const { outcome } = await new MarkAttendance().handle({
      businessId: business.id,
      bookingId: booking.id,
      attendance,
      version: submittedVersion(request.body()),
      by,
    })
    if (outcome === 'marked') {
      session.flash(
        'done',
        i18n.t(`owner.bookings.attendance.done.${attendance}`, { name: booking.clientName })
      )
      const path = localPath(returnTo, addressOf('owner.bookings.show', { id: booking.id }))
      return response.redirect().status(303).toPath(path)
    }
    const problem = PROBLEM[outcome]
    const current = await findBookingRecord(business, booking.id)
    return renderBooking(ctx, current, { form: emptyForm(), status: 409, problem })
  }
}
