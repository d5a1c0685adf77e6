import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import CloseFirstDates from '#actions/setup/close_first_dates'
import { renderSetup, toNextStop } from '#controllers/owner/setup/setup_page'
import {
  closedDates,
  firstClosures,
  lengthOf,
  LONGEST_CLOSURE,
} from '#validators/setup/first_closures'
import { checkRows } from '#validators/row_form'

export default class FirstClosuresController {
  async store(ctx: HttpContext) {
    const { business, by, request, setup, i18n } = ctx
    if (!setup) return renderSetup(ctx)
    const { rows, form } = await checkRows(request.body(), firstClosures, ctx)
    const today = DateTime.now().setZone(business.timeZone).toISODate() ?? ''
    for (const { number, data } of rows) {
      if (data.date < today) form.errors[`date_${number}`] = i18n.t('owner.availability.dates.past')
      if (lengthOf(data) > LONGEST_CLOSURE) {
        const most = LONGEST_CLOSURE
        form.errors[`until_${number}`] = i18n.t('owner.availability.dates.too_many', { most })
      }
    }
    if (Object.keys(form.errors).length > 0) {
      return renderSetup(ctx, { stop: 'closures', form, status: 422 })
    }
    const dates = closedDates(rows.map(({ data }) => data))
    await new CloseFirstDates().handle({ businessId: business.id, dates, by })
    return toNextStop(ctx)
  }
}
