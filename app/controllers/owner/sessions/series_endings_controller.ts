import type { HttpContext } from '@adonisjs/core/http'
import { Exception } from '@adonisjs/core/exceptions'
import EndSeries from '#actions/sessions/end_series'
import { renderSessions } from '#controllers/owner/sessions/sessions_page'
import { addressOf } from '#pages/address_of'
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
      throw new Exception(i18n.t('owner.sessions.error.series_busy'), { status: 503 })
    }
    if (ending.outcome === 'not_found') {
      throw new Exception('No such series', { status: 404, code: 'E_SERIES_NOT_FOUND' })
    }
    if (ending.outcome === 'stale') {
      const shownBefore = submittedShown(request.body())
      return renderSessions(ctx, { status: 409, problem: 'changed', shownBefore })
    }
    session.flash('done', i18n.t('owner.sessions.series_ended', ending))
    return response.redirect().status(303).toPath(addressOf('owner.group_sessions.index'))
  }
}
