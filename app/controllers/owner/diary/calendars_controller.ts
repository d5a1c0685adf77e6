import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { readerOf } from '#controllers/reader'
import { Refusal } from '#exceptions/refusal'
import { diaryDayPage, diaryMonthPage, diaryWeekPage } from '#pages/owner/diary/calendar_page'
import { CALENDAR_VIEWS, calendarQuery, legibleQuery } from '#validators/owner_query'

const PAGES = { day: diaryDayPage, week: diaryWeekPage, month: diaryMonthPage }

export default class CalendarsController {
  async show(ctx: HttpContext) {
    const { business, membership, view } = ctx
    const { view: shape = 'day', date = null, host = null } = await legibleQuery(calendarQuery, ctx)
    const now = DateTime.now().toMillis()
    const query = { business, membership, date, hostId: host, now }
    const page = await PAGES[shape](query, readerOf(ctx, business))
    if (host !== null && !page.hosts.some(({ id }) => id === host)) {
      throw new Refusal(404, 'not_found')
    }
    return view.render(`pages/owner/diary/calendar_${shape}`, {
      ...page,
      views: CALENDAR_VIEWS,
      shape,
    })
  }
}
