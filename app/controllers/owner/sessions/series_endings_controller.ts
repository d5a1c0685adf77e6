import type { HttpContext } from '@adonisjs/core/http'
import EndSeries from '#actions/sessions/end_series'
import { renderSessions } from '#controllers/owner/sessions/sessions_page'
import { seeOther } from '#controllers/see_other'
import { Refusal } from '#exceptions/refusal'
import { submittedVersion } from '#validators/form'
import { submittedShown } from '#validators/seen'

export default class SeriesEndingsController {
  async store(ctx: HttpContext) {
    const { business, by, params, request, response, session, i18n } = ctx
    const ending = await new EndSeries().handle({
      businessId: business.id,
      seriesId: params.id,
      by,
      version: submittedVersion(request.body()),
    })
    if (ending.outcome === 'busy') {
      throw new Refusal(503, 'busy', i18n.t('owner.sessions.error.series_busy'))
    }
    if (ending.outcome === 'not_found') {
      throw new Refusal(404, 'not_found')
    }
    if (ending.outcome === 'stale') {
      const shownBefore = submittedShown(request.body())
      return renderSessions(ctx, { status: 409, problem: 'changed', shownBefore })
    }
    session.flash('done', i18n.t('owner.sessions.series_ended', ending))
    return seeOther(response, 'owner.group_sessions.index')
  }
}
