import type { I18n } from '@adonisjs/i18n'
import type Business from '#models/settings/business'
import { serviceWeek } from '#models/availability/availability_rule'
import { namedWeek } from '#pages/owner/availability/named_week'
import type Service from '#models/services/service'
import { versionOf } from '#models/version'
import type { Preview } from '#queries/availability/preview_change'
import { ROUND_THE_CLOCK } from '#scheduling/openings/openings'
import type { Weekday } from '#scheduling/types'
import { emptyForm, type Form } from '#validators/form'
import type { WeekErrors } from '#validators/availability/week_check'
import { weekValues } from '#validators/availability/week_values'
import { weekSentences } from '#validators/availability/week_sentences'
import { type DayRow, weekOf } from '#validators/availability/week_form'

export interface ServiceHours {
  service: Service
  days?: DayRow[]
  weekForm?: Form
  /** The day to be copied; the form asks to which others. */
  copied?: Weekday
  errors?: WeekErrors
  refusal?: string
  preview?: Preview
  followPreview?: Preview
  /** The day in whose fields the cursor goes on. */
  focus?: Weekday | null
}

export function serviceHoursPage(business: Business, i18n: I18n, page: ServiceHours) {
  const { service, errors = {}, refusal, ...shown } = page
  const version = serviceHoursVersion(service)
  const stored = storedServiceWeek(service)
  const weekForm = page.weekForm ?? emptyForm({ version, ...weekValues(stored) })
  const days = namedWeek({ business, i18n }, page.days ?? stored, weekForm.newer && stored)
  return {
    ...shown,
    service,
    days,
    followForm: emptyForm({ version }),
    form: {
      ...weekForm,
      errors: { ...weekSentences(errors, i18n), ...(refusal && { week: refusal }) },
    },
  }
}

export function storedServiceWeek({ hours }: Service): DayRow[] {
  return weekOf(hours?.weeklyHours ?? ROUND_THE_CLOCK)
}

export function serviceHoursVersion({ hours }: Service): string {
  return versionOf(serviceWeek(hours))
}
