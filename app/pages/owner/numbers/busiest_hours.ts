import { dateFormat } from '#formats/words/intl'
import { formatWallTime, isoTime } from '#formats/times/times'
import type { NumberWriter } from '#pages/owner/numbers/number_writer'
import { DAY, dayOf } from '#scheduling/time/dates'
import type { BookingNumbers } from '#queries/numbers/booking_numbers'

const LEVELS = 4
const SUNDAY = dayOf('2026-02-01') * DAY

/** A row for each hour from the first with a booking to the last, a column for each weekday. */
export function busiestHours(
  hours: BookingNumbers['hours'],
  weekStartsOn: number,
  write: NumberWriter,
  locale: string
) {
  const counts = new Map(hours.map(({ weekday, hour, held }) => [`${weekday} ${hour}`, held]))
  const most = Math.max(1, ...counts.values())
  const first = Math.min(...hours.map(({ hour }) => hour))
  const last = Math.max(...hours.map(({ hour }) => hour))
  const weekdays = Array.from({ length: 7 }, (_, index) => (weekStartsOn + index) % 7)
  const length = hours.length === 0 ? 0 : last - first + 1
  return {
    days: weekdays.map((weekday) => ({
      short: dateFormat('shortWeekday', 'UTC', locale).format(SUNDAY + weekday * DAY),
      long: dateFormat('weekday', 'UTC', locale).format(SUNDAY + weekday * DAY),
    })),
    rows: Array.from({ length }, (_, index) => ({
      hour: formatWallTime(isoTime(60 * (first + index)), locale),
      cells: weekdays.map((weekday) => {
        const held = counts.get(`${weekday} ${first + index}`) ?? 0
        const rows = { status: 'held', hour: `${weekday}-${first + index}` } as const
        return { held: write.ofBookings(held, rows), level: Math.ceil((LEVELS * held) / most) }
      }),
    })),
  }
}
