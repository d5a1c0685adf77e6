import type { HttpContext } from '@adonisjs/core/http'
import NoteBooking from '#actions/bookings/note_booking'
import { renderBooking } from '#controllers/owner/bookings/booking_page'
import { besideStored } from '#controllers/owner/newer_form'
import { Refusal } from '#exceptions/refusal'
import { addressOf } from '#pages/address_of'
import { findBookingRecord } from '#queries/bookings/find_booking_record'
import { notesValidator } from '#validators/bookings/notes'
import { submittedVersion, validateForm } from '#validators/form'

export default class BookingNotesController {
  async store(ctx: HttpContext) {
    const { business, bouncer, by, request, response, session, i18n } = ctx
    const booking = await findBookingRecord(business, ctx.params.id)
    await bouncer.with('BookingPolicy').authorize('decide', booking)
    const sent = await validateForm(notesValidator, request.body(), ctx, 'owner.validator')
    // An emptied field is a change too, and comes as nothing.
    sent.form.values = { private_note: '', client_note: '', ...sent.form.values }
    if (!sent.ok) return renderBooking(ctx, booking, { form: sent.form, status: 422 })

    const { private_note: privateNote = null, client_note: clientNote = null } = sent.data
    const noted = await new NoteBooking().handle({
      ...{ businessId: business.id, bookingId: booking.id, privateNote, clientNote, by },
      version: submittedVersion(request.body()),
    })
    const address = addressOf('owner.bookings.show', { id: booking.id })
    if (noted.outcome === 'not_found') throw new Refusal(404, 'not_found')
    if (noted.outcome === 'stale') {
      const current = await findBookingRecord(business, booking.id)
      const form = await besideStored(ctx, sent.form, {
        values: {
          private_note: current.privateNote ?? '',
          client_note: current.clientNote ?? '',
        },
        version: current.notesVersion,
        subject: { type: 'booking', id: booking.id, actions: ['booking.noted'] },
        address,
      })
      return renderBooking(ctx, current, { form, status: 409 })
    }
    session.flash('done', i18n.t('owner.bookings.notes.done'))
    return response.redirect().status(303).toPath(address)
  }
}
