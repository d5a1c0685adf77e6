import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { numbersPeriod } from '#controllers/owner/numbers/numbers_period'
import { readerOf } from '#controllers/reader'
import { numbersColumns, numbersRows } from '#pages/owner/numbers/numbers_file'
import { numbersPage } from '#pages/owner/numbers/numbers_page'
import { loadNumbers } from '#queries/numbers/load_numbers'
import { csv } from '#services/csv'
import { numbersQuery, validQuery } from '#validators/owner_query'

export default class NumbersFilesController {
  /** Every number of the page under the same address, a row each. */
  async show(ctx: HttpContext) {
    const { business, response } = ctx
    const { timeZone, weekStartsOn } = business
    const now = DateTime.now().setZone(timeZone)
    const period = numbersPeriod(business, await validQuery(numbersQuery, ctx), now)
    const reader = readerOf(ctx, business)
    const numbers = { period, weekStartsOn, now, ...(await loadNumbers(business, period, now)) }
    const rows = numbersRows(numbersPage(numbers, reader, true), reader)
    response.header('content-type', 'text/csv; charset=utf-8')
    response.header('content-disposition', `attachment; filename="numbers-${business.slug}.csv"`)
    return response.stream(csv(numbersColumns(reader), rows))
  }
}
