import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { renderBooking } from '#controllers/owner/bookings/booking_page'
import { BOOKING_VIEWS, bookingList } from '#queries/bookings/booking_list'
import { findBookingRecord } from '#queries/bookings/find_booking_record'
import { emptyForm, validateForm } from '#validators/form'
import { askedFor, bookingsQuery } from '#validators/owner_query'

export default class BookingsController {
  async index(ctx: HttpContext) {
    const { business, request, response, view } = ctx
    const now = DateTime.now().setZone(business.timeZone)
    const asked = askedFor(request.qs())
    const checked = await validateForm(bookingsQuery, asked, ctx, 'owner.validator')
    const [services, hosts] = await Promise.all([
      business.related('services').query().orderBy('position').orderBy('id'),
      business.related('hosts').query().orderBy('position').orderBy('id'),
    ])
    const page = {
      form: checked.form,
      services,
      hosts,
      now,
      address: request.url(),
      views: BOOKING_VIEWS,
    }
    if (!checked.ok) {
      response.status(422)
      return view.render('pages/owner/bookings/bookings', page)
    }

    const { from, until, service, host, page: number = 1, view: chosen, ...rest } = checked.data
    // A search, or a status, looks in all bookings.
    const current = chosen ?? (rest.search || rest.status ? 'all' : 'coming')
    const filters = {
      ...rest,
      serviceId: service,
      hostId: host,
      from: from ? DateTime.fromISO(from, { zone: business.timeZone }) : null,
      until: until ? DateTime.fromISO(until, { zone: business.timeZone }).plus({ days: 1 }) : null,
    }
    const bookings = await bookingList({
      businessId: business.id,
      view: current,
      filters,
      page: number,
      now,
    })
    bookings.baseUrl(request.url()).queryString({ ...asked, page: undefined })
    return view.render('pages/owner/bookings/bookings', { ...page, bookings, current })
  }

  async show(ctx: HttpContext) {
    const booking = await findBookingRecord(ctx.business, ctx.params.id)
    return renderBooking(ctx, booking, { form: emptyForm() })
  }
}
