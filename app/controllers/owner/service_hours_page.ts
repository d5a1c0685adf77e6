import type { HttpContext } from '@adonisjs/core/http'
import { namedWeek } from '#controllers/owner/named_week'
import type Service from '#models/service'
import type { Preview } from '#queries/preview_change'
import type { WeeklyRange, Weekday } from '#scheduling/types'
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

/** What no hours of its own amount to. */
const ROUND_THE_CLOCK: WeeklyRange[] = ([0, 1, 2, 3, 4, 5, 6] satisfies Weekday[]).map(
  (weekday) => ({ weekday, start: '00:00', end: '24:00' })
)

export async function renderServiceHours(ctx: HttpContext, page: Page) {
  const { service, errors = {}, refusal, status = 200, ...shown } = page
  const { response, view, i18n } = ctx
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
