import type { HttpContext } from '@adonisjs/core/http'
import { serviceWeek } from '#models/availability/availability_rule'
import { namedWeek } from '#controllers/owner/availability/named_week'
import type Service from '#models/services/service'
import { versionOf } from '#models/version'
import type { Preview } from '#queries/availability/preview_change'
import { ROUND_THE_CLOCK } from '#scheduling/openings/openings'
import type { Weekday } from '#scheduling/types'
import { emptyForm, type Form } from '#validators/form'
import type { WeekErrors } from '#validators/availability/week_check'
import { weekSentences } from '#validators/availability/week_sentences'
import { type DayRow, weekOf } from '#validators/availability/week_form'

interface Page {
  service: Service
  days?: DayRow[]
  weekForm?: Form
  /** The day of which is asked to which others it is copied. */
  copied?: Weekday
  errors?: WeekErrors
  /** What is wrong with the week as a whole. */
  refusal?: string
  preview?: Preview
  /** What it would do to follow the hosts again. */
  followPreview?: Preview
  /** The day whose fields a button of the form has just made. */
  focus?: Weekday | null
  status?: 200 | 409 | 422
}

export async function renderServiceHours(ctx: HttpContext, page: Page) {
  const { service, errors = {}, refusal, status = 200, ...shown } = page
  const version = serviceHoursVersion(service)
  const weekForm = page.weekForm ?? emptyForm({ version })
  const { response, view, i18n } = ctx
  // No hours of its own amount to all of them.
  const stored = weekOf(service.hours?.weeklyHours ?? ROUND_THE_CLOCK)
  const html = await view.render('pages/owner/services/service_hours', {
    ...shown,
    service,
    days: namedWeek(ctx, page.days ?? stored, weekForm.newer && stored),
    followForm: emptyForm({ version }),
    form: {
      ...weekForm,
      errors: { ...weekSentences(errors, i18n), ...(refusal && { week: refusal }) },
    },
  })
  return response.status(status).send(html)
}

export function serviceHoursVersion({ hours }: Service): string {
  return versionOf(serviceWeek(hours))
}
