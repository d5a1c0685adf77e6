import type { HttpContext } from '@adonisjs/core/http'
import PlanSeriesDate from '#actions/sessions/plan_series_date'
import { renderSessions } from '#controllers/owner/sessions/sessions_page'
import { seeOther } from '#controllers/see_other'
import SessionSeries from '#models/sessions/session_series'
import { validateForm } from '#validators/form'
import { seriesDateValidator } from '#validators/sessions/session_form'

const STATUS = { past: 422, taken: 409, busy: 503, not_found: 404, not_shared: 409 }

export default class SeriesDatesController {
  async store(ctx: HttpContext) {
    const { business, by, params, request, response, session, i18n } = ctx
    const series = await SessionSeries.query()
      .where({ businessId: business.id, id: params.id })
      .firstOrFail()
    const checked = await validateForm(seriesDateValidator, request.body(), ctx, 'owner.validator')
    if (!checked.ok) return renderSessions(ctx, { status: 422, problem: 'past' })

    const outcome = await new PlanSeriesDate().handle({
      businessId: business.id,
      seriesId: series.id,
      date: checked.data.date,
      by,
    })
    if (outcome !== 'planned') {
      return renderSessions(ctx, { status: STATUS[outcome], problem: outcome })
    }
    session.flash('done', i18n.t('owner.sessions.planned', { count: 1, left: 0 }))
    return seeOther(response, 'owner.group_sessions.index', {}, { part: 'series' })
  }
}
