import type { DateTime } from 'luxon'
import type { Period } from '#formats/times/periods'
import { formatDateOnly } from '#formats/times/times'
import { formatFigure, formatLead, formatShare } from '#formats/words/figures'
import { NO_BOOKINGS, sumOf } from '#pages/owner/numbers/booking_counts'
import { busiestHours } from '#pages/owner/numbers/busiest_hours'
import { comingFigure } from '#pages/owner/numbers/coming_figure'
import { connectedCalendars } from '#pages/owner/numbers/connected_calendars'
import { type NumberWriter, numberWriter } from '#pages/owner/numbers/number_writer'
import { periodParts } from '#pages/owner/numbers/period_parts'
import { ratesByDoor, ratesByService, ratesBySource } from '#pages/owner/numbers/rates'
import { type Reached, reachedBy } from '#pages/owner/numbers/reach'
import { currenciesOf, worthBy, worthOfAll } from '#pages/owner/numbers/worth'
import type { PageReader } from '#pages/reader'
import type { Numbers } from '#queries/numbers/load_numbers'
import { VISIT_REACHES } from '#queries/numbers/visit_rows'

interface Counted extends Numbers {
  period: Period
  weekStartsOn: number
  now: DateTime
}

/** How many weeks or months are shown in figures, unless all are asked for. */
const FEW_PARTS = 6

export function numbersPage(numbers: Counted, { t, locale }: PageReader, showsAll: boolean) {
  const { period, bookings, visits, weekStartsOn, now } = numbers
  const write = numberWriter(period, locale)
  const dateOf = (moment: Parameters<typeof formatDateOnly>[0]) =>
    formatDateOnly(moment, period.from.zoneName ?? 'UTC', locale)
  const reached = reachedBy(visits.doors)
  const currencies = currenciesOf(numbers)
  const { days } = bookings
  const { parts, bars } = periodParts({ ...numbers, days, currencies }, write, locale)
  const isAhead = period.from >= now.startOf('day')
  const nearest = isAhead ? parts : parts.toReversed()
  const since = visits.countedSince
  const isCountedLater = since !== null && since >= period.from.plus({ days: 1 }).toMillis()
  const total = bookings.days.reduce(sumOf, NO_BOOKINGS)

  return {
    isEmpty:
      total.held + total.cancelled + total.waiting + reached.page === 0 &&
      bookings.coming.length === 0,
    isAhead,
    hasWaiting: total.waiting > 0,
    currencies,
    note: t('owner.numbers.note', {
      from: dateOf(period.from),
      last: dateOf(period.until.minus({ hours: 1 })),
      period: period.name ?? 'own',
    }),
    countedSince: isCountedLater ? dateOf(since) : null,
    figures: {
      ...figuresOf(numbers, reached, write, { t, locale, isAhead }),
      coming: comingFigure(numbers, locale),
    },
    unit: period.unit,
    bars,
    parts: showsAll ? nearest : nearest.slice(0, FEW_PARTS),
    hasMoreParts: !showsAll && parts.length > FEW_PARTS,
    funnel: VISIT_REACHES.map((name) => ({
      name,
      visits: write.ofVisits(reached[name], { reach: name }),
      share: formatShare(reached[name], reached.page, locale),
      width: reached.page === 0 ? 0 : Math.round((1000 * reached[name]) / reached.page) / 10,
    })),
    hours: busiestHours(bookings.hours, weekStartsOn, write, locale),
    worth: {
      all: worthOfAll(numbers, currencies, write),
      services: worthBy('service', numbers, currencies, write),
      people: worthBy('host', numbers, currencies, write),
    },
    services: ratesByService(numbers, write),
    doors: ratesByDoor(numbers, write, t),
    sources: ratesBySource(numbers, write, t),
    calendars: connectedCalendars(numbers.names.calendars, write, { t }),
  }
}

function figuresOf(
  { period, bookings }: Counted,
  reached: Reached,
  write: NumberWriter,
  { t, locale, isAhead }: Pick<PageReader, 't' | 'locale'> & { isAhead: boolean }
) {
  const total = bookings.days.reduce(sumOf, NO_BOOKINGS)
  const tookPlace = total.completed + total.missed
  const months = period.until.diff(period.from, 'months').months
  return {
    bookings: write.ofBookings(total.held, { status: 'held' }),
    change: t(`owner.numbers.bookings.${isAhead ? 'so_far' : 'change'}`, {
      more: Math.max(0, total.held - bookings.heldBefore),
      fewer: Math.max(0, bookings.heldBefore - total.held),
      period: period.name ?? 'own',
      monthly: formatFigure(total.held / months, locale),
    }),
    came: formatShare(total.completed, tookPlace, locale, 1),
    missed: write.ofBookings(total.missed, { status: 'no_show' }),
    missedShare: formatShare(total.missed, tookPlace, locale, 1),
    tookPlace: write.plain(tookPlace),
    lead: bookings.leadSeconds === null ? '–' : formatLead(bookings.leadSeconds, locale),
    ...write.rate(reached),
  }
}
