import type { HttpContext } from '@adonisjs/core/http'
import { sendCalendarFile } from '#controllers/calendar_file'
import { openBooking } from '#controllers/guest/bookings/open_booking'

export default class CalendarFilesController {
  async show(ctx: HttpContext) {
    return sendCalendarFile(ctx, await openBooking(ctx))
  }
}
