import type { HttpContext } from '@adonisjs/core/http'
import NoteBooking from '#actions/bookings/note_booking'
import { bookingAsked, bookingToChange } from '#controllers/api/v1/bookings/booking'
import { answerOne, staleOne, versionAsked } from '#controllers/api/v1/one'
import { readChange } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import { presentNotes } from '#shapes/bookings/booking_beside'
import { bookingNotesOrder } from '#validators/api/bookings'

/** What the business writes down about a booking: for itself, and for the client to read. */
export default class BookingNotesController {
  async show(ctx: HttpContext) {
    return answerOne(ctx, presentNotes(await bookingAsked(ctx)))
  }

  /** What is left out stays as it is. */
  async update(ctx: HttpContext) {
    const { booking, change } = await bookingToChange(ctx)
    const input = await readChange(ctx, bookingNotesOrder, presentNotes(booking))
    const { private_note: privateNote = booking.privateNote } = input
    const { client_note: clientNote = booking.clientNote } = input
    const { notesVersion } = booking
    const version = versionAsked(ctx, presentNotes(booking), notesVersion) ?? notesVersion
    const { outcome } = await new NoteBooking().handle({
      ...{ ...change, privateNote, clientNote, version },
    })
    if (outcome === 'not_found') throw new Refusal(404, outcome)
    const current = presentNotes(await bookingAsked(ctx))
    if (outcome === 'stale') throw staleOne(ctx, current)
    return answerOne(ctx, current)
  }
}
