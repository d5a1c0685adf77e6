import type { HttpContext } from '@adonisjs/core/http'
import { filtersOf } from '#controllers/owner/history/history_filters'
import { readingOf } from '#controllers/owner/history/reading'
import { historyColumns } from '#pages/owner/history/history_file'
import { wholeHistory } from '#queries/history/history_list'
import { csv } from '#services/csv'
import { historyQuery, validQuery } from '#validators/owner_query'

export default class HistoryFilesController {
  /** Exactly what the page lists under the same address, all of its pages. */
  async show(ctx: HttpContext) {
    const { business, response } = ctx
    const filters = filtersOf(ctx, await validQuery(historyQuery, ctx))
    const columns = historyColumns(await readingOf(ctx))
    response.header('content-type', 'text/csv; charset=utf-8')
    response.header('content-disposition', `attachment; filename="history-${business.slug}.csv"`)
    return response.stream(csv(columns, wholeHistory(business.id, filters)))
  }
}
