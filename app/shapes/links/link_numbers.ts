import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type { LinkDay } from '#queries/numbers/link_days'
import { wholeShape } from '#shapes/schema'

/** Of every visit that came by a link, how many booked: 0.25 is one of four. */
export const linkNumbersShape = vine.create({
  views: wholeShape(),
  bookings: wholeShape(),
  conversion_rate: vine.number().nullable(),
  time_zone: vine.string(),
  days: vine.array(
    vine.object({
      date: vine.string().meta({ format: 'date' }),
      views: wholeShape(),
      bookings: wholeShape(),
    })
  ),
})

const DIGITS = 4

export function presentLinkNumbers(
  days: readonly LinkDay[],
  timeZone: string
): Infer<typeof linkNumbersShape> {
  const sum = (of: (day: LinkDay) => number) => days.reduce((all, day) => all + of(day), 0)
  const views = sum((day) => day.views)
  const booked = sum((day) => day.booked)
  return {
    views,
    bookings: sum((day) => day.bookings),
    conversion_rate: views === 0 ? null : Number((booked / views).toFixed(DIGITS)),
    time_zone: timeZone,
    days: days.map(({ date, views: looked, bookings }) => ({ date, views: looked, bookings })),
  }
}
