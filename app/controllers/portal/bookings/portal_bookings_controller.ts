import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { portalQuestion } from '#controllers/portal/bookings/asked_bookings'
import { openPortalBooking } from '#controllers/open_portal_booking'
import { readerLocale, readerOf } from '#controllers/reader'
import { portalBookingPage } from '#pages/portal/bookings/booking_page'
import { portalRow } from '#pages/portal/bookings/bookings_page'
import {
  comingBookings,
  PORTAL_VIEWS,
  portalBookings,
  portalBusinesses,
} from '#queries/portal/portal_bookings'
import { emptyForm } from '#validators/form'
import { legibleQuery } from '#validators/owner_query'
import { portalQuery } from '#validators/portal/bookings'

export default class PortalBookingsController {
  /** What the address says wrongly is left out, as on other pages for clients. */
  async index(ctx: HttpContext) {
    const { view, i18n, reader } = ctx
    const data = await legibleQuery(portalQuery, ctx)
    const question = portalQuestion(ctx, data)
    const [businesses, { bookings, ...listed }, [coming]] = await Promise.all([
      portalBusinesses(reader.email),
      portalBookings(question, data.page ?? 1),
      comingBookings(reader.email, question.now, 1),
    ])
    const { search = '', business = '', status = '' } = data
    return view.render('pages/portal/bookings/bookings', {
      form: emptyForm({ search, business, status }),
      ...{ ...listed, businesses, views: PORTAL_VIEWS, current: question.view },
      rows: bookings.map((booking) =>
        portalRow(booking, question.now, readerLocale(ctx, booking.business))
      ),
      hasCalendar: coming !== undefined,
      locale: readerLocale(ctx, i18n),
    })
  }

  async show(ctx: HttpContext) {
    const booking = await openPortalBooking(ctx)
    const { business } = booking
    const reader = readerOf(ctx, business)
    ctx.view.share({ business, booking, locale: reader.locale })
    const { email } = ctx.reader
    const page = await portalBookingPage(booking, { email, reader }, DateTime.now())
    return ctx.view.render('pages/portal/bookings/booking', page)
  }
}
