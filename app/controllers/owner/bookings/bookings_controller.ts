import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { renderBooking } from '#controllers/owner/bookings/booking_page'
import { askedBookings, listQuestion } from '#controllers/owner/bookings/listed_bookings'
import { BOOKING_VIEWS, bookingList } from '#queries/bookings/booking_list'
import BookingLink from '#models/links/booking_link'
import { namesOfFilters } from '#queries/bookings/names_of_filters'
import { findBookingRecord } from '#queries/bookings/find_booking_record'
import { emptyForm, validateForm } from '#validators/form'
import { bookingsQuery } from '#validators/owner_query'

export default class BookingsController {
  async index(ctx: HttpContext) {
    const { business, request, response, view } = ctx
    const now = DateTime.now().setZone(business.timeZone)
    const asked = askedBookings(ctx)
    const checked = await validateForm(bookingsQuery, asked, ctx, 'owner.validator')
    const [services, hosts, links] = await Promise.all([
      business.related('services').query().orderBy('position').orderBy('id'),
      business.related('hosts').query().orderBy('position').orderBy('id'),
      BookingLink.query().where({ businessId: business.id }).orderBy('name').orderBy('id'),
    ])
    const page = {
      form: checked.form,
      services,
      hosts,
      links,
      now,
      address: request.url(),
      views: BOOKING_VIEWS,
    }
    if (!checked.ok) {
      response.status(422)
      return view.render('pages/owner/bookings/bookings', page)
    }

    const question = listQuestion(ctx, checked.data)
    const listed = await bookingList(question, checked.data.page ?? 1)
    return view.render('pages/owner/bookings/bookings', {
      ...{ ...page, ...listed, current: question.view },
      of: await namesOfFilters(business.id, checked.data),
    })
  }

  async show(ctx: HttpContext) {
    const booking = await findBookingRecord(ctx.business, ctx.params.id)
    return renderBooking(ctx, booking, { form: emptyForm() })
  }
}
