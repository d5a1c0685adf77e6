import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { bookAtDesk } from '#controllers/api/v1/bookings/new_booking'
import { readBody } from '#controllers/api/v1/read'
import { nameHosts } from '#queries/bookings/name_hosts'
import { findCalendarEvents } from '#queries/calendars/calendar_events'
import { presentBookingRecord } from '#shapes/bookings/booking_record'
import { newSeriesValidator } from '#validators/api/bookings'

/** Several dates for one client: all of them, or none. */
export default class SeriesController {
  async store(ctx: HttpContext) {
    await ctx.bouncer.with('BookingPolicy').authorize('create')
    const { starts_at: starts, ...order } = await readBody(ctx, newSeriesValidator)
    const { bookings, replayed } = await bookAtDesk(ctx, order, starts)
    await nameHosts(bookings)
    await findCalendarEvents(bookings)
    if (replayed) ctx.response.header('idempotency-replayed', 'true')
    ctx.response.status(201)
    const now = DateTime.utc()
    return { data: bookings.map((each) => presentBookingRecord(each, now)), next_cursor: null }
  }
}
