import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { sendCalendar, sendCalendarFile } from '#controllers/calendar_file'
import { openPortalBooking } from '#controllers/open_portal_booking'
import { portalQuestion } from '#controllers/portal/bookings/asked_bookings'
import { Refusal } from '#exceptions/refusal'
import { portalColumns } from '#pages/portal/bookings/booking_file'
import { comingBookings, wholePortalList } from '#queries/portal/portal_bookings'
import { csv } from '#services/csv'
import { legibleQuery } from '#validators/owner_query'
import { portalQuery } from '#validators/portal/bookings'

export default class PortalFilesController {
  /** Exactly what the page lists under the same address, all of its pages. */
  async index(ctx: HttpContext) {
    const { response, i18n } = ctx
    const data = await legibleQuery(portalQuery, ctx)
    const question = portalQuestion(ctx, data)
    response.header('content-type', 'text/csv; charset=utf-8')
    response.header('content-disposition', 'attachment; filename="bookings.csv"')
    return response.stream(csv(portalColumns(question.now, i18n), wholePortalList(question)))
  }

  /** All that is settled and still to come. */
  async calendar(ctx: HttpContext) {
    const [first, ...others] = await comingBookings(ctx.reader.email, DateTime.now())
    if (!first) throw new Refusal(404, 'not_settled')
    return sendCalendar(ctx, 'bookings', [first, ...others])
  }

  async show(ctx: HttpContext) {
    return sendCalendarFile(ctx, await openPortalBooking(ctx))
  }
}
