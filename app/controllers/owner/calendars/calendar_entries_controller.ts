import type { HttpContext } from '@adonisjs/core/http'
import RestoreCalendarEntry from '#actions/calendars/restore_calendar_entry'
import { seeOther } from '#controllers/see_other'
import Booking from '#models/bookings/booking'

/** What stands in calendars for a booking, after somebody changed it there. */
export default class CalendarEntriesController {
  async store({ bouncer, business, by, params, response, session, i18n }: HttpContext) {
    const booking = await Booking.query()
      .where({ businessId: business.id, id: params.id })
      .preload('host')
      .firstOrFail()
    await bouncer.with('BookingPolicy').authorize('decide', booking)
    const { id } = booking
    await new RestoreCalendarEntry().handle({ businessId: business.id, bookingId: id, by })
    session.flash('done', i18n.t('owner.calendars.news.kept'))
    return seeOther(response, 'owner.bookings.show', { id })
  }
}
