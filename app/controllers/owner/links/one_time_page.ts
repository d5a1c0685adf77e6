import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { lastChangesOf } from '#controllers/owner/history/recent_history'
import { readerOf } from '#controllers/reader'
import { Refusal } from '#exceptions/refusal'
import { oneTimePage } from '#pages/owner/links/one_time_page'
import { oneTimeRow, type OneTimeRow } from '#queries/links/one_time_list'
import type { Form } from '#validators/form'

export type OneTimeProblem =
  'stale' | 'busy' | 'already_booked' | 'still_booked' | 'already_over' | 'no_address' | 'too_often'

const STATUS = { busy: 503, already_over: 422, too_often: 429 } as const

export async function findOneTime({ business, params }: HttpContext): Promise<OneTimeRow> {
  const row = await oneTimeRow(business.id, params.id)
  if (!row) throw new Refusal(404, 'not_found')
  return row
}

export async function renderOneTime(
  ctx: HttpContext,
  row: OneTimeRow,
  { problem = null, form }: { problem?: OneTimeProblem | null; form?: Form } = {}
) {
  const { business, view, response } = ctx
  const page = await oneTimePage(row, business, DateTime.utc(), readerOf(ctx, business))
  const html = await view.render('pages/owner/links/one_time', {
    ...page,
    ...(form && { form: keptIn(page.form, form) }),
    problem,
    lastChanges: await lastChangesOf(ctx, 'one_time_link', row.oneTime.id),
  })
  const status = problem ? (STATUS[problem as keyof typeof STATUS] ?? 409) : 200
  return response.status(form && !problem ? 422 : status).send(html)
}

function keptIn({ values: { version, ...stored } }: Form, { values, errors }: Form): Form {
  return { values: { ...stored, ...values, version }, errors }
}
