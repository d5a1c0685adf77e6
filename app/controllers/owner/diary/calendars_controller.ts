import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { readerOf } from '#controllers/reader'
import { calendarPage } from '#pages/owner/diary/calendar_page'
import { CALENDAR_VIEWS, calendarQuery, legibleQuery } from '#validators/owner_query'

export default class CalendarsController {
  async show(ctx: HttpContext) {
    const { business, membership, response, view } = ctx
    const { date = null, host = null } = await legibleQuery(calendarQuery, ctx)
    const now = DateTime.now().toMillis()
    const asked = { business, membership, date, hostId: host, now }
    const page = await calendarPage(asked, readerOf(ctx, business))
    if (page === null) return response.abort('Unknown host', 404)
    return view.render('pages/owner/diary/calendar_day', { ...page, views: CALENDAR_VIEWS })
  }
}
