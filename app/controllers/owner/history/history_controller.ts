import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import { filtersOf } from '#controllers/owner/history/history_filters'
import { readingOf } from '#controllers/owner/history/reading'
import { AUDIT_SUBJECTS } from '#models/audit_entry'
import { entryInWords } from '#pages/owner/history/history_page'
import { peopleOf } from '#queries/accounts/people_of'
import { historyList } from '#queries/history/history_list'
import { validateForm } from '#validators/form'
import { filledIn, historyQuery } from '#validators/owner_query'

export default class HistoryController {
  async index(ctx: HttpContext) {
    const { business, request, response, view } = ctx
    const query = filledIn(request.qs())
    const checked = await validateForm(historyQuery, query, ctx, 'owner.validator')
    const page = {
      form: checked.form,
      people: await peopleOf(business),
      subjects: AUDIT_SUBJECTS,
      now: DateTime.now(),
      query: { ...query, page: undefined },
    }
    if (!checked.ok) {
      response.status(422)
      return view.render('pages/owner/history/history', page)
    }

    const filters = filtersOf(ctx, checked.data)
    const { list, entries: rows } = await historyList(business.id, filters, checked.data.page ?? 1)
    list.baseUrl(request.url()).queryString(page.query)
    const reading = await readingOf(ctx)
    const entries = rows.map((entry) => entryInWords(entry, reading))
    return view.render('pages/owner/history/history', { ...page, list, entries })
  }
}
