import type { HttpContext } from '@adonisjs/core/http'
import DisconnectCalendar from '#actions/calendars/disconnect_calendar'
import { findConnection } from '#controllers/owner/calendars/find_connection'
import { seeOther } from '#controllers/see_other'

export default class CalendarRemovalsController {
  async show(ctx: HttpContext) {
    const connection = await findConnection(ctx)
    return ctx.view.render('pages/owner/calendars/calendar_removal', { connection })
  }

  async store(ctx: HttpContext) {
    const { business, by, response, session, i18n } = ctx
    const { id: connectionId } = await findConnection(ctx)
    await new DisconnectCalendar().handle({ businessId: business.id, connectionId, by })
    session.flash('done', i18n.t('owner.calendars.disconnected'))
    return seeOther(response, 'owner.calendar_connections.index')
  }
}
