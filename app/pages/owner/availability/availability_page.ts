import type { DateTime } from 'luxon'
import type { I18n } from '@adonisjs/i18n'
import { dateRuns } from '#formats/times/date_runs'
import { weekInWords } from '#models/availability/availability_rule'
import { overridesInWords } from '#models/availability/date_override'
import type Host from '#models/availability/host'
import { choosable } from '#models/availability/host'
import type Business from '#models/settings/business'
import { versionOf } from '#models/version'
import { blankDates, type DateDraft } from '#pages/owner/availability/date_draft'
import { namedWeek } from '#pages/owner/availability/named_week'
import { bookingsOutsideDates } from '#queries/availability/bookings_outside_dates'
import { countLeftWith } from '#queries/availability/left_with_host'
import type { Preview } from '#queries/availability/preview_change'
import type { Weekday } from '#scheduling/types'
import type { WeekErrors } from '#validators/availability/week_check'
import { type DayRow, weekOf } from '#validators/availability/week_form'
import { weekValues } from '#validators/availability/week_values'
import { weekSentences } from '#validators/availability/week_sentences'
import { emptyForm, type Form } from '#validators/form'

export interface Availability {
  host: Host
  hosts: Host[]
  days?: DayRow[]
  errors?: WeekErrors
  refusal?: string
  weekForm?: Form
  /** The day to be copied; the form asks to which others. */
  copied?: Weekday
  /** Whose day was filled in; it is not saved yet. */
  filledFrom?: Host
  draft?: DateDraft
  preview?: Preview
  removal?: { id: number; preview: Preview }
  problem?: 'dates_changed'
  shownBefore?: string | null
  /** The day in whose fields the cursor goes on. */
  focus?: Weekday | null
}

export async function availabilityPage(
  business: Business,
  i18n: I18n,
  page: Availability,
  now: DateTime
) {
  const { host, hosts, errors = {}, refusal } = page
  const stored = storedWeek(host)
  const asStored = { version: weekVersion(host), ...weekValues(stored) }
  const weekForm = page.weekForm ?? emptyForm(asStored)
  const isNewer = weekForm.newer !== undefined
  return {
    host,
    hosts,
    whoseDates: choosable(hosts, [host]),
    now,
    days: namedWeek({ business, i18n }, page.days ?? stored, isNewer ? stored : undefined),
    form: {
      ...weekForm,
      errors: { ...weekSentences(errors, i18n), ...(refusal && { week: refusal }) },
    },
    copied: page.copied,
    filledFrom: page.filledFrom,
    draft: page.draft ?? blankDates(host),
    focus: page.focus,
    preview: page.preview,
    problem: page.problem,
    shownBefore: page.shownBefore,
    leftCount: host.isActive ? 0 : await countLeftWith(business.id, host.id, now),
    removal: page.removal,
    runs: await comingDates(business, host, now),
  }
}

async function comingDates(business: Business, host: Host, now: DateTime) {
  const overrides = await host
    .related('dateOverrides')
    .query()
    .where('date', '>=', now.toFormat('yyyy-MM-dd'))
    .orderBy('date')
  const dates = new Set(overrides.map(({ date }) => date))
  const outside = await bookingsOutsideDates(business, host, dates, now.toMillis())
  return dateRuns(overrides).map(({ first, last, count }) => ({
    id: first.id,
    from: first.date,
    until: last.date,
    windows: first.windows,
    reason: first.reason,
    count,
    version: versionOf(
      overridesInWords(overrides.filter(({ date }) => first.date <= date && date <= last.date))
    ),
    outsideCount: [...outside].reduce(
      (sum, [date, { length }]) => sum + (first.date <= date && date <= last.date ? length : 0),
      0
    ),
  }))
}

export function storedWeek({ availabilityRules }: Host): DayRow[] {
  return weekOf(availabilityRules.map(({ range }) => range))
}

export function weekVersion({ availabilityRules }: Host): string {
  return versionOf(weekInWords(availabilityRules.map(({ range }) => range)))
}
