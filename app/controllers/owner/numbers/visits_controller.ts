import type { HttpContext } from '@adonisjs/core/http'
import type { Infer } from '@vinejs/vine/types'
import { DateTime } from 'luxon'
import { numbersPeriod } from '#controllers/owner/numbers/numbers_period'
import { readerOf } from '#controllers/reader'
import { visitsPage } from '#pages/owner/numbers/visits_page'
import { countedNames } from '#queries/numbers/counted_names'
import { type VisitFilters, visitRows } from '#queries/numbers/visit_rows'
import { validQuery, visitsQuery } from '#validators/owner_query'

export default class VisitsController {
  async index(ctx: HttpContext) {
    const { business, view } = ctx
    const query = await validQuery(visitsQuery, ctx)
    const now = DateTime.now().setZone(business.timeZone)
    const period = numbersPeriod(business, query, now)
    const filters = filtersOf(query)
    const { id: businessId, timeZone } = business
    const within = { from: period.from.toMillis(), until: period.until.toMillis() }
    const [rows, names] = await Promise.all([
      visitRows({ businessId, timeZone, ...within, filters }),
      countedNames(businessId),
    ])
    const page = visitsPage({ period, filters, rows, names }, readerOf(ctx, business))
    return view.render('pages/owner/numbers/visits', page)
  }
}

function filtersOf(query: Infer<typeof visitsQuery>): VisitFilters {
  const { reach = 'page', service: serviceId, door, source = null, campaign = null } = query
  const isOfOne = source !== null || query.direct !== undefined
  return {
    ...{ reach, serviceId },
    door: door === undefined || door === 'page' || door === 'one_time' ? door : Number(door),
    origin: isOfOne ? { source, campaign } : undefined,
  }
}
