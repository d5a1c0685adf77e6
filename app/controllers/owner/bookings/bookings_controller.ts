import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { renderBooking } from '#controllers/owner/bookings/booking_page'
import { bookingsInQuery, listQuestion } from '#controllers/owner/bookings/listed_bookings'
import { BOOKING_VIEWS, bookingList } from '#queries/bookings/booking_list'
import { namesOfFilters } from '#queries/bookings/names_of_filters'
import { findBookingRecord } from '#queries/bookings/find_booking_record'
import { factsBeside } from '#queries/clients/client_facts'
import { filterChoices } from '#queries/filter_choices'
import { emptyForm, validateForm } from '#validators/form'
import { bookingRecordQuery, bookingsQuery, legibleQuery } from '#validators/owner_query'

export default class BookingsController {
  async index(ctx: HttpContext) {
    const { business, request, response, view } = ctx
    const now = DateTime.now().setZone(business.timeZone)
    const query = bookingsInQuery(ctx)
    const checked = await validateForm(bookingsQuery, query, ctx, 'owner.validator')
    const shown = { form: checked.form, now, address: request.url(), views: BOOKING_VIEWS }
    if (!checked.ok) {
      const choices = await filterChoices(business.id)
      response.status(422)
      return view.render('pages/owner/bookings/bookings', { ...shown, ...choices })
    }

    const question = listQuestion(ctx, checked.data)
    const [choices, listed, of] = await Promise.all([
      filterChoices(business.id),
      bookingList(question, checked.data.page ?? 1),
      namesOfFilters(business.id, checked.data),
    ])
    const facts = await factsBeside(listed.bookings, now)
    return view.render('pages/owner/bookings/bookings', {
      ...{ ...shown, ...choices, ...listed, facts, of, current: question.view },
    })
  }

  /** With a room in the address, that one is chosen in the form, and nothing is changed yet. */
  async show(ctx: HttpContext) {
    const booking = await findBookingRecord(ctx.business, ctx.params.id)
    const { room } = await legibleQuery(bookingRecordQuery, ctx)
    const form = emptyForm()
    if (room !== undefined) form.values.room = String(room)
    return renderBooking(ctx, booking, { form })
  }
}
