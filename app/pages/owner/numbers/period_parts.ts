import { partsOf, type Period, type PeriodPart } from '#formats/times/periods'
import { formatDayMonth, formatMonthName } from '#formats/times/times'
import { formatFigure } from '#formats/words/figures'
import { barsOf } from '#pages/owner/numbers/bars'
import { NO_BOOKINGS, sumOf } from '#pages/owner/numbers/booking_counts'
import type { NumberWriter } from '#pages/owner/numbers/number_writer'
import { currencyBeside } from '#pages/owner/numbers/worth'
import type { BookingNumbers } from '#queries/numbers/booking_numbers'

interface Counted {
  period: Period
  weekStartsOn: number
  days: BookingNumbers['days']
  currencies: readonly string[]
}

/** The bookings of each week or month, in rows and as bars. */
export function periodParts(
  { period, weekStartsOn, days, currencies }: Counted,
  write: NumberWriter,
  locale: string
) {
  const parts = partsOf(period, weekStartsOn).map((part) => {
    const [from, last] = [part.from.toISODate() ?? '', part.last.toISODate() ?? '']
    const within = days.filter(({ day }) => day >= from && day <= last)
    const counts = within.reduce(sumOf, NO_BOOKINGS)
    return {
      name: nameOf(part, period, locale),
      /** For files: "2026-10-20" of a week, "2026-10" of a month. */
      key: period.unit === 'month' ? from.slice(0, 7) : from,
      counts,
      held: write.ofBookings(counts.held, { status: 'held', part }),
      waiting: write.ofBookings(counts.waiting, { status: 'pending', part }),
      cancelled: write.ofBookings(counts.cancelled, { status: 'cancelled', part }),
      missed: write.ofBookings(counts.missed, { status: 'no_show', part }),
      values: currencies.map((currency) => {
        const ofOne = within.filter((each) => each.currency === currency)
        const value = ofOne.reduce((sum, each) => sum + each.value, 0)
        const rows = { part, currency: currencyBeside(currencies, currency) }
        return write.ofMoney(value, currency, { status: 'held', ...rows })
      }),
    }
  })
  const drawn = barsOf(parts.map(({ counts }) => ({ lower: counts.held, upper: counts.cancelled })))
  return {
    parts,
    bars: {
      ...drawn,
      scale: [drawn.top, drawn.top / 2, 0].map((value) => formatFigure(value, locale)),
      names: parts.map(({ name }) => name),
      fullest: parts.reduce((most, part) => (part.counts.held > most.counts.held ? part : most)),
    },
  }
}

function nameOf({ from }: PeriodPart, { unit }: Period, locale: string): string {
  const format = unit === 'month' ? formatMonthName : formatDayMonth
  return format(from, from.zoneName ?? 'UTC', locale)
}
