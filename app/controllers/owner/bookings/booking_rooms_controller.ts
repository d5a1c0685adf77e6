import type { HttpContext } from '@adonisjs/core/http'
import { renderBooking } from '#controllers/owner/bookings/booking_page'
import { giveBooking } from '#controllers/owner/bookings/give_booking'
import { chosenToTell } from '#controllers/owner/tell_choice'
import { formatRooms } from '#formats/bookings/hosts'
import { findBookingRecord } from '#queries/bookings/find_booking_record'
import { roomValidator } from '#validators/bookings/decision'
import { validateForm } from '#validators/form'

export default class BookingRoomsController {
  /** At the booking's own time, which the room has to have free. */
  async store(ctx: HttpContext) {
    const { business, bouncer, request, i18n } = ctx
    const booking = await findBookingRecord(business, ctx.params.id)
    await bouncer.with('BookingPolicy').authorize('reassign', booking)
    const sent = await validateForm(roomValidator, request.body(), ctx, 'owner.validator')
    if (!sent.ok) return renderBooking(ctx, booking, { form: sent.form, status: 422 })

    const { room: roomId, tell, room_reason: reason = null } = sent.data
    const tellsClient = chosenToTell(tell)
    return giveBooking(ctx, booking, {
      ...{ form: sent.form, field: 'room', words: 'room' },
      chosen: { hostId: null, roomId, reason, tellsClient },
      done: (given) => {
        const isTold = given.reachedIf(tellsClient) === 'mail'
        const room = formatRooms(given, i18n.locale)
        const { clientName: name } = given
        return i18n.t('owner.bookings.room.done', { room, name, told: `${isTold}` })
      },
    })
  }
}
