import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/app'
import { DateTime } from 'luxon'
import { openBooking } from '#controllers/guest/bookings/open_booking'
import { Refusal } from '#exceptions/refusal'
import { readerOf } from '#controllers/reader'
import { calendarWords } from '#pages/guest/bookings/calendar_words'
import { organizerOf } from '#messages'
import type Booking from '#models/bookings/booking'
import { findDatesWith } from '#queries/bookings/find_booking_by_token'
import { answerAddress } from '#queries/inboxes/answer_address'
import { bookingCalendar, type CalendarEvent } from '#services/ics'

export default class CalendarFilesController {
  /** To keep once it is settled, with what was booked together; to remove once it is cancelled. */
  async show(ctx: HttpContext) {
    const booking = await openBooking(ctx)
    const { business, status } = booking
    const isOff = status === 'cancelled'
    if (!isOff && !['approved', 'completed', 'no_show'].includes(status)) {
      throw new Refusal(404, 'not_settled')
    }

    const reader = readerOf(ctx, business)
    const { answersTo } = await answerAddress(business.id)
    const now = DateTime.now()
    const eventOf = (date: Booking): CalendarEvent => {
      const words = calendarWords(date, reader, now)
      return {
        uid: date.eventUid,
        sequence: date.calendarSequence,
        method: isOff ? 'CANCEL' : 'PUBLISH',
        status: isOff ? 'CANCELLED' : 'CONFIRMED',
        startsAt: date.startsAt,
        endsAt: date.endsAt,
        summary: words.title,
        description: words.description,
        location: words.location || null,
        conference: words.conference,
        organizer: organizerOf(business, answersTo),
        url: `${appUrl}/manage/${date.manageToken}`,
        stampedAt: date.updatedAt,
      }
    }
    const dates = isOff ? [] : await findDatesWith(booking)
    const others = dates.filter((date) => date.id !== booking.id && date.status === 'approved')
    ctx.response.header('content-type', 'text/calendar; charset=utf-8')
    ctx.response.header(
      'content-disposition',
      `attachment; filename="booking-${booking.reference}.ics"`
    )
    return bookingCalendar(eventOf(booking), others.map(eventOf))
  }
}
