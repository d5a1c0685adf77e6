import type { HttpContext } from '@adonisjs/core/http'
import AskCalendarSync from '#actions/calendars/ask_calendar_sync'
import { findConnection } from '#controllers/owner/calendars/find_connection'
import { seeOther } from '#controllers/see_other'

export default class CalendarSyncsController {
  async store(ctx: HttpContext) {
    const { business, by, response, session, i18n } = ctx
    const { id } = await findConnection(ctx)
    const asked = { businessId: business.id, connectionId: id, by }
    const outcome = await new AskCalendarSync().handle(asked)
    if (outcome === 'asked') session.flash('done', i18n.t('owner.calendars.asked'))
    return seeOther(response, 'owner.calendar_connections.show', { id })
  }
}
