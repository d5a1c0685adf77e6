import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import ChangeBookings from '#actions/bookings/change_bookings'
import { listOf } from '#controllers/owner/bookings/listed_ids'
import { renderSession } from '#controllers/owner/sessions/session_page'
import { seeOther } from '#controllers/see_other'
import { findSessionRecord } from '#queries/sessions/session_list'
import { seenInRow } from '#validators/seen'

export default class SessionAttendancesController {
  /** Those whom the page showed; whoever was changed meanwhile is left as they are. */
  async store(ctx: HttpContext) {
    const { business, bouncer, by, i18n, params, request, response, session: flashes } = ctx
    const { session, roster } = await findSessionRecord(business.id, params.id, DateTime.now())
    await bouncer.with('BookingPolicy').authorize('decide', session)

    const body = request.body()
    const chosen = new Set(listOf(body.chosen).map(Number))
    const bookings = roster
      .filter(({ id }) => chosen.has(id))
      .map(({ id }) => ({ bookingId: id, version: seenInRow(body, id).version }))
    const changed = await new ChangeBookings().handle({
      ...{ businessId: business.id, change: 'completed', reason: null },
      ...{ bookings, by },
    })
    const count = changed.filter(({ outcome }) => outcome === 'marked').length
    if (count < changed.length || count === 0) {
      return renderSession(ctx, { status: 409, problem: 'not_all_noted' })
    }
    flashes.flash('done', i18n.t('owner.sessions.all_noted', { count }))
    return seeOther(response, 'owner.group_sessions.show', { id: session.id })
  }
}
