import type { I18n } from '@adonisjs/i18n'
import { overridesOn } from '#queries/availability/overrides_on'
import { dateRuns } from '#formats/times/date_runs'
import { dayMoment } from '#formats/times/month_grid'
import { formatDate, formatWallTime } from '#formats/times/times'
import type DateOverride from '#models/availability/date_override'
import { overridesInWords } from '#models/availability/date_override'
import type Host from '#models/availability/host'
import { versionOf } from '#models/version'
import type { Preview } from '#queries/availability/preview_change'
import { dateOf, dayOf, weekdayOf } from '#scheduling/time/dates'
import type { WallWindow } from '#scheduling/types'
import { emptyForm, type Form } from '#validators/form'
import type { RangeRow } from '#validators/availability/week_form'

export interface DateDraft {
  form: Form
  ranges: RangeRow[]
  preview?: Preview
  /** What saving replaces. */
  replaces?: string
  /** Whether the stored hours could be kept beside those that were typed. */
  canJoin?: boolean
  /** Where the cursor goes on. */
  isFocused?: boolean
}

export interface Words {
  i18n: I18n
  locale: string
}

/** In place of a host's id. */
export const EVERYONE = 'all'

const NO_RANGE: RangeRow[] = [{ from: '', to: '' }]

export function blankDates(host: Host): DateDraft {
  const version = versionOf(overridesInWords([]))
  return {
    form: emptyForm({ whom: String(host.id), kind: 'closed', version }),
    ranges: NO_RANGE,
  }
}

interface Dates {
  host: Host
  date: string
  /** Included. */
  until: string
}

/** Their own hours or else the week's, ready to be edited. */
export async function storedDates(dates: Dates): Promise<DateDraft> {
  const { host, date, until } = dates
  const overrides = await overridesOn({ hostIds: [host.id], dates: datesFrom(date, until) })
  const first = overrides.find((override) => override.date === date)
  const windows = first?.windows ?? weekOn(host, date)
  return {
    form: emptyForm({
      whom: String(host.id),
      date,
      until: until === date ? '' : until,
      kind: windows.length > 0 ? 'hours' : 'closed',
      reason: first?.reason ?? '',
      version: versionOf(overridesInWords(overrides)),
    }),
    ranges: rowsOf(windows),
    isFocused: true,
  }
}

/** The hours of one date, or how many dates have their own. */
export function replacedInWords(
  words: Words,
  { hosts, dates }: { hosts: Host[]; dates: string[] },
  overrides: readonly DateOverride[]
): string {
  const { i18n } = words
  if (dates.length > 1) {
    const count = new Set(overrides.map(({ date }) => date)).size
    return count > 0 ? i18n.t('owner.availability.dates.replaces_own', { count }) : ''
  }
  const [date] = dates
  const sentences = hosts.map((host) => {
    const own = overrides.find(({ hostId }) => hostId === host.id)
    const windows = own?.windows ?? weekOn(host, date)
    const values = { host: host.name, hours: hoursInWords(words, windows) }
    const key = windows.length > 0 ? 'replaces' : 'replaces_closed'
    return i18n.t(`owner.availability.dates.${key}${hosts.length > 1 ? '_of' : ''}`, values)
  })
  return sentences.join(' ')
}

export function datesFrom(first: string, last: string): string[] {
  const length = Math.max(0, dayOf(last) - dayOf(first) + 1)
  return Array.from({ length }, (_, offset) => dateOf(dayOf(first) + offset))
}

function weekOn({ availabilityRules }: Host, date: string): WallWindow[] {
  const weekday = weekdayOf(dayOf(date))
  return availabilityRules
    .filter(({ dayOfWeek }) => dayOfWeek === weekday)
    .map(({ range: { start, end } }) => ({ start, end }))
    .toSorted((one, other) => one.start.localeCompare(other.start))
}

export function rowsOf(windows: readonly WallWindow[]): RangeRow[] {
  return windows.length > 0 ? windows.map(({ start, end }) => ({ from: start, to: end })) : NO_RANGE
}

export function ownHours(
  { i18n, locale }: Words,
  hosts: Host[],
  overrides: DateOverride[]
): string {
  const lines = hosts.flatMap((host) =>
    dateRuns(overrides.filter(({ hostId }) => hostId === host.id)).map(({ first, last }) => {
      const [from, until] = [first, last].map(({ date }) =>
        formatDate(dayMoment(date), 'UTC', locale)
      )
      const day = from === until ? from : i18n.t('owner.availability.dates.range', { from, until })
      const hours = hoursInWords({ i18n, locale }, first.windows)
      return `${hosts.length > 1 ? `${host.name}, ` : ''}${day}: ${hours}`
    })
  )
  return lines.join('; ')
}

export function hoursInWords({ i18n, locale }: Words, windows: readonly WallWindow[]): string {
  if (windows.length === 0) return i18n.t('owner.availability.hours.closed')
  const clock = (time: string) => formatWallTime(time, locale)
  const ranges = windows.map(({ start, end }) => `${clock(start)}–${clock(end)}`)
  return new Intl.ListFormat(locale).format(ranges)
}
