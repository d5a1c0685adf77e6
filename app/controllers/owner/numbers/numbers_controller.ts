import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { numbersPeriod } from '#controllers/owner/numbers/numbers_period'
import { readerOf } from '#controllers/reader'
import { PERIODS } from '#formats/times/periods'
import { numbersPage } from '#pages/owner/numbers/numbers_page'
import { loadNumbers } from '#queries/numbers/load_numbers'
import { validateForm } from '#validators/form'
import { filledIn, numbersQuery } from '#validators/owner_query'

const TEMPLATE = 'pages/owner/numbers/numbers'

export default class NumbersController {
  async show(ctx: HttpContext) {
    const { business, request, response, view } = ctx
    const query = filledIn(request.qs())
    const checked = await validateForm(numbersQuery, query, ctx, 'owner.validator')
    const page = { form: checked.form, periods: PERIODS }
    if (!checked.ok) {
      response.status(422)
      return view.render(TEMPLATE, page)
    }
    const { timeZone, weekStartsOn } = business
    const now = DateTime.now().setZone(timeZone)
    const period = numbersPeriod(business, checked.data, now)
    const numbers = { period, weekStartsOn, now, ...(await loadNumbers(business, period, now)) }
    const shown = numbersPage(numbers, readerOf(ctx, business), checked.data.all !== undefined)
    return view.render(TEMPLATE, { ...page, chosen: period.name, query, ...shown })
  }
}
