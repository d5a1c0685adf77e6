import type { HttpContext } from '@adonisjs/core/http'
import { renderBooking } from '#controllers/owner/bookings/booking_page'
import { giveBooking } from '#controllers/owner/bookings/give_booking'
import { chosenToTell } from '#controllers/owner/tell_choice'
import { findBookingRecord } from '#queries/bookings/find_booking_record'
import { reassignmentValidator } from '#validators/bookings/decision'
import { validateForm } from '#validators/form'

export default class BookingReassignmentsController {
  /** The other host's hours, limits and taken time count. */
  async store(ctx: HttpContext) {
    const { business, bouncer, request, i18n } = ctx
    const booking = await findBookingRecord(business, ctx.params.id)
    await bouncer.with('BookingPolicy').authorize('reassign', booking)
    const sent = await validateForm(reassignmentValidator, request.body(), ctx, 'owner.validator')
    if (!sent.ok) return renderBooking(ctx, booking, { form: sent.form, status: 422 })

    const { stand_in: hostId, reassign_tell: tell, reassign_reason: reason = null } = sent.data
    const tellsClient = chosenToTell(tell)
    return giveBooking(ctx, booking, {
      ...{ form: sent.form, field: 'stand_in', words: 'reassign' },
      chosen: { hostId, reason, tellsClient },
      done: (given) => {
        const { status, host, clientName: name } = given
        const reached = given.reachedIf(tellsClient)
        return i18n.t(`owner.bookings.reassign.${status === 'pending' ? 'asked' : 'done'}`, {
          ...{ host: host.name, name, reached },
        })
      },
    })
  }
}
