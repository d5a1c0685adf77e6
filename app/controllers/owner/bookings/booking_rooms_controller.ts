import type { HttpContext } from '@adonisjs/core/http'
import ReassignBooking, { type ReassignOutcome } from '#actions/bookings/reassign_booking'
import { askToWait } from '#controllers/ask_to_wait'
import { judgeOwner, withinBounds } from '#controllers/booking_bounds'
import { renderBooking } from '#controllers/owner/bookings/booking_page'
import { nameWhomToCall } from '#controllers/owner/tell_choice'
import { seeOther } from '#controllers/see_other'
import { formatRooms } from '#formats/bookings/hosts'
import type Booking from '#models/bookings/booking'
import { findBookingRecord } from '#queries/bookings/find_booking_record'
import { roomValidator } from '#validators/bookings/decision'
import { emptyForm, type Form, submittedVersion, validateForm } from '#validators/form'

export default class BookingRoomsController {
  /** At the booking's own time, which the room has to have free. */
  async store(ctx: HttpContext) {
    const { business, bouncer, by, request, i18n } = ctx
    const booking = await findBookingRecord(business, ctx.params.id)
    await bouncer.with('BookingPolicy').authorize('reassign', booking)
    const sent = await validateForm(roomValidator, request.body(), ctx, 'owner.validator')
    const { form } = sent
    if (!sent.ok) return renderBooking(ctx, booking, { form, status: 422 })

    const { room: roomId, tell, room_reason: reason = null } = sent.data
    const tellsClient = tell !== 'nobody'
    const bounded = await withinBounds(
      judgeOwner(business, tellsClient ? booking.clientEmail : null),
      () =>
        new ReassignBooking().handle({
          ...{ businessId: business.id, bookingId: booking.id, hostId: null, roomId },
          ...{ reason, tellsClient, by, version: submittedVersion(request.body()) },
        }),
      ({ outcome }) => outcome === 'reassigned'
    )
    if ('tooMany' in bounded) {
      const wait = askToWait(ctx, bounded.tooMany.wait)
      form.errors.room = i18n.t('owner.common.too_many_mails', { wait })
      return renderBooking(ctx, booking, { form, status: 429 })
    }
    return this.answer(ctx, booking, { form, given: bounded.done, tellsClient })
  }

  private async answer(
    ctx: HttpContext,
    before: Booking,
    { form, given, tellsClient }: { form: Form; given: ReassignOutcome; tellsClient: boolean }
  ) {
    const { business, response, session, i18n } = ctx
    const booking = await findBookingRecord(business, before.id)
    switch (given.outcome) {
      case 'reassigned': {
        const isTold = tellsClient && booking.reached === 'mail'
        if (!isTold) nameWhomToCall(ctx, booking)
        const { clientName: name } = booking
        const room = formatRooms(booking, i18n.locale)
        session.flash('done', i18n.t('owner.bookings.room.done', { room, name, told: `${isTold}` }))
        return seeOther(response, 'owner.bookings.show', { id: booking.id })
      }
      case 'unavailable':
        form.errors.room = i18n.t(`owner.bookings.room.refused.${given.code}`)
        return renderBooking(ctx, booking, { form, status: 409 })
      case 'not_a_room':
        form.errors.room = i18n.t('owner.bookings.room.not_a_room')
        return renderBooking(ctx, booking, { form, status: 422 })
      case 'busy':
        response.header('retry-after', '2')
        return renderBooking(ctx, booking, { form, status: 503, problem: 'room_busy' })
      case 'stale':
        return renderBooking(ctx, booking, { form, status: 409, problem: 'room_stale' })
      case 'move_waits':
        return renderBooking(ctx, booking, { form, status: 409, problem: 'room_move_waits' })
      default:
        return renderBooking(ctx, booking, {
          ...{ form: emptyForm(), status: 409, problem: 'room_not_possible' },
        })
    }
  }
}
