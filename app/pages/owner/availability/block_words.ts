import { dayMoment, weekdayNames } from '#formats/times/month_grid'
import { formatDay, formatShortDay, formatWallTime } from '#formats/times/times'
import type Host from '#models/availability/host'
import type { PageReader } from '#pages/reader'
import { dateOf, dayOf, weekdayOf } from '#scheduling/time/dates'
import type { BlockedDates } from '#scheduling/types'

const MOST_NAMED = 3

/** "Every Tuesday, 14:00 – 16:00, until Friday 20 March". */
export function whenInWords(dates: BlockedDates, today: string, reader: PageReader): string {
  const { t, locale } = reader
  const { firstDate, lastDate, weeklyDays } = dates
  const times = timesInWords(dates, reader)
  if (weeklyDays === null) {
    const until = lastDate ?? firstDate
    const isWhole = dates.start === '00:00' && dates.end === '24:00'
    if (until === firstDate)
      return t('owner.availability.blocks.said.day', { day: day(firstDate, locale), times })
    const span = { from: day(firstDate, locale), until: day(until, locale), times }
    return t(
      isWhole ? 'owner.availability.blocks.said.days' : 'owner.availability.blocks.said.days_each',
      span
    )
  }

  const names = weekdayNames(locale, 0)
  const weekday = (offset: number) => names[weekdayOf(dayOf(firstDate) + offset)].long
  let when =
    weeklyDays === 1
      ? t('owner.availability.blocks.said.every', { day: weekday(0), times })
      : t('owner.availability.blocks.said.every_days', {
          from: weekday(0),
          until: weekday(weeklyDays - 1),
          times,
        })
  if (firstDate > today) {
    when = t('owner.availability.blocks.said.from_on', { when, day: day(firstDate, locale) })
  }
  if (lastDate !== null) {
    when = t('owner.availability.blocks.said.until', { when, day: day(lastDate, locale) })
  }
  const left = dates.skippedDates.filter((date) => date >= today).slice(0, MOST_NAMED)
  if (left.length === 0) return when
  const days = new Intl.ListFormat(locale).format(left.map((date) => day(date, locale)))
  return t('owner.availability.blocks.said.but', { when, days })
}

interface Whose {
  hosts: readonly Pick<Host, 'id' | 'name'>[]
  isForEveryone?: boolean
}

export function whoInWords(
  { hosts, isForEveryone = false }: Whose,
  everyone: readonly Host[],
  { t, locale }: PageReader
): string {
  const ids = new Set(hosts.map(({ id }) => id))
  const active = everyone.filter(({ isActive }) => isActive)
  const isAll = active.length > 1 && active.every(({ id }) => ids.has(id))
  if (isForEveryone || isAll) return t('owner.availability.blocks.everyone')
  return new Intl.ListFormat(locale).format(hosts.map(({ name }) => name))
}

export function dayInWords(date: string, { locale }: PageReader): string {
  return formatDay(dayMoment(date), 'UTC', locale)
}

function timesInWords({ start, end }: BlockedDates, { t, locale }: PageReader): string {
  if (start === '00:00' && end === '24:00') return t('owner.availability.blocks.all_day_lower')
  return `${formatWallTime(start, locale)} – ${formatWallTime(end, locale)}`
}

function day(date: string, locale: string): string {
  return formatShortDay(dayMoment(date), 'UTC', locale)
}

/** The last date of the first stretch. */
export function lastOfFirst({ firstDate, lastDate, weeklyDays }: BlockedDates): string {
  if (weeklyDays === null) return lastDate ?? firstDate
  return dateOf(dayOf(firstDate) + weeklyDays - 1)
}
