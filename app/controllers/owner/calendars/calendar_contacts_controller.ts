import type { HttpContext } from '@adonisjs/core/http'
import LeaveContacts from '#actions/calendars/leave_contacts'
import { findConnection } from '#controllers/owner/calendars/find_connection'
import { seeOther } from '#controllers/see_other'

/** The people of a connected account. They are taken up by consent, as its calendars are. */
export default class CalendarContactsController {
  async destroy(ctx: HttpContext) {
    const { business, by, response, session, i18n } = ctx
    const { id } = await findConnection(ctx)
    await new LeaveContacts().handle({ businessId: business.id, connectionId: id, by })
    session.flash('done', i18n.t('owner.calendars.contacts.left'))
    return seeOther(response, 'owner.calendar_connections.show', { id })
  }
}
