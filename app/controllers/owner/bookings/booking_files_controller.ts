import type { HttpContext } from '@adonisjs/core/http'
import { bookingsInQuery, listQuestion } from '#controllers/owner/bookings/listed_bookings'
import { bookingColumns } from '#pages/owner/bookings/booking_file'
import { wholeBookingList } from '#queries/bookings/booking_list'
import { csv } from '#services/csv'
import { bookingsQuery, validQuery } from '#validators/owner_query'

export default class BookingFilesController {
  /** Exactly what the page lists under the same address, all of its pages. */
  async show(ctx: HttpContext) {
    const { business, i18n, response } = ctx
    const data = await validQuery(bookingsQuery, ctx, bookingsInQuery(ctx))
    const question = listQuestion(ctx, data)
    const columns = bookingColumns(business, question.now, i18n)
    response.header('content-type', 'text/csv; charset=utf-8')
    response.header('content-disposition', `attachment; filename="bookings-${business.slug}.csv"`)
    return response.stream(csv(columns, wholeBookingList(question)))
  }
}
