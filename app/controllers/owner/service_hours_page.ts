import type { HttpContext } from '@adonisjs/core/http'
import { namedWeek } from '#controllers/owner/named_week'
import type Service from '#models/service'
import type { Preview } from '#queries/preview_change'
import { ROUND_THE_CLOCK } from '#scheduling/openings'
import type { WeekErrors } from '#validators/week_check'
import { weekSentences } from '#validators/week_sentences'
import { type DayRow, weekOf } from '#validators/week_form'

interface Page {
  service: Service
  days?: DayRow[]
  errors?: WeekErrors
  /** What is wrong with the week as a whole. */
  refusal?: string
  preview?: Preview
  /** What it would do to follow the hosts again. */
  followPreview?: Preview
  /** The field that a button of the form has just made. */
  focus?: string
  status?: 200 | 422
}

export async function renderServiceHours(ctx: HttpContext, page: Page) {
  const { service, errors = {}, refusal, status = 200, ...shown } = page
  const { response, view, i18n } = ctx
  // No hours of its own amount to all of them.
  const week = page.days ?? weekOf(service.hours?.weeklyHours ?? ROUND_THE_CLOCK)
  const html = await view.render('pages/owner/service_hours', {
    ...shown,
    service,
    days: namedWeek(ctx, week),
    form: {
      values: {},
      errors: { ...weekSentences(errors, i18n), ...(refusal && { week: refusal }) },
    },
  })
  return response.status(status).send(html)
}
