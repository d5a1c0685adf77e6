import type { HttpContext } from '@adonisjs/core/http'
import { Exception } from '@adonisjs/core/exceptions'
import EndSeries from '#actions/sessions/end_series'

export default class SeriesEndingsController {
  async store({
    bouncer,
    business,
    membership,
    params,
    request,
    response,
    session,
    i18n,
  }: HttpContext) {
    await bouncer.with('SettingsPolicy').authorize('edit')
    const ending = await new EndSeries().handle({
      businessId: business.id,
      seriesId: params.id,
      userId: membership.userId,
      requestId: request.id() ?? null,
    })
    if (ending.outcome === 'busy') {
      throw new Exception(i18n.t('owner.sessions.error.series_busy'), { status: 503 })
    }
    if (ending.outcome === 'not_found') {
      throw new Exception('No such series', { status: 404, code: 'E_SERIES_NOT_FOUND' })
    }
    session.flash('done', i18n.t('owner.sessions.series_ended', ending))
    return response.redirect().status(303).toPath('/admin/sessions')
  }
}
