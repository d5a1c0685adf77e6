import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import { DateTime } from 'luxon'
import { plainAmount } from '#formats/bookings/money'
import type { Period } from '#formats/times/periods'
import type { Numbers } from '#queries/numbers/load_numbers'
import type { VisitRows } from '#queries/numbers/visit_rows'
import { amountShape, inUtc, momentOrNull, truthShape, wholeShape } from '#shapes/schema'

const day = () => vine.string().meta({ format: 'date' })
const textOrNull = () => vine.string().nullable()

/** Dates are the business's, both included. */
const range = () => ({ from: day(), to: day(), time_zone: vine.string() })

const counts = () => ({
  held: wholeShape(),
  waiting: wholeShape(),
  cancelled: wholeShape(),
  completed: wholeShape(),
  missed: wholeShape(),
})

/** What was agreed, of the bookings that are held; no figure adds up several currencies. */
const worth = () => ({ currency: vine.string(), value: amountShape() })
const partWorth = () => ({
  ...{ ...worth(), completed_value: amountShape(), missed_value: amountShape() },
})
const reach = () => ({ step: wholeShape(), saw_no_times: truthShape(), visits: wholeShape() })
const named = () => ({ id: wholeShape(), name: textOrNull() })

/** The numbers of Reports. */
export const analyticsShape = vine.create({
  ...range(),
  bookings: vine.object({
    days: vine.array(vine.object({ day: day(), ...counts(), ...worth() })),
    services: vine.array(vine.object({ ...named(), ...counts(), ...partWorth() })),
    people: vine.array(vine.object({ ...named(), held: wholeShape(), ...partWorth() })),
    hours: vine.array(
      vine.object({ weekday: wholeShape(), hour: wholeShape(), held: wholeShape() })
    ),
    lead_seconds: vine.number().nullable(),
    held_before: wholeShape(),
    coming: vine.array(vine.object({ held: wholeShape(), ...worth() })),
  }),
  visits: vine.object({
    doors: vine.array(
      vine.object({ link_id: wholeShape().nullable(), is_one_time: truthShape(), ...reach() })
    ),
    services: vine.array(vine.object({ ...named(), ...reach() })),
    sources: vine.array(
      vine.object({
        ...{ source: textOrNull(), campaign: textOrNull() },
        ...{ visits: wholeShape(), booked: wholeShape() },
      })
    ),
    counted_since: momentOrNull(),
  }),
})

/** The same count in parts. */
export const visitRowsShape = vine.create({
  ...range(),
  visits: wholeShape(),
  days: vine.array(vine.object({ day: day(), visits: wholeShape() })),
  services: vine.array(vine.object({ ...named(), visits: wholeShape() })),
  doors: vine.array(
    vine.object({
      ...{ link_id: wholeShape().nullable(), is_one_time: truthShape(), visits: wholeShape() },
    })
  ),
  sources: vine.array(
    vine.object({ source: textOrNull(), campaign: textOrNull(), visits: wholeShape() })
  ),
})

type Names = Numbers['names']

export function presentAnalytics(
  { bookings, visits, names }: Numbers,
  period: Period
): Infer<typeof analyticsShape> {
  const { countedSince: since } = visits
  return {
    ...presentRange(period),
    bookings: {
      days: bookings.days.map((row) => ({ day: row.day, ...countsOf(row), ...worthOf(row) })),
      services: bookings.services.map((row) => ({
        ...{ id: row.id, name: nameIn(names.services, row.id) },
        ...{ ...countsOf(row), ...partWorthOf(row) },
      })),
      people: bookings.people.map((row) => ({
        ...{ id: row.id, name: nameIn(names.people, row.id), held: row.held },
        ...partWorthOf(row),
      })),
      hours: bookings.hours.map(({ weekday, hour, held }) => ({ weekday, hour, held })),
      lead_seconds: bookings.leadSeconds,
      held_before: bookings.heldBefore,
      coming: bookings.coming.map((row) => ({ held: row.held, ...worthOf(row) })),
    },
    visits: {
      doors: visits.doors.map(({ linkId, isOneTime, ...row }) => ({
        ...{ link_id: linkId, is_one_time: isOneTime, ...reachOf(row) },
      })),
      services: visits.services.map((row) => ({
        ...{ id: row.id, name: nameIn(names.services, row.id), ...reachOf(row) },
      })),
      sources: visits.sources.map(({ source, campaign, visits: all, booked }) => ({
        ...{ source, campaign, visits: all, booked },
      })),
      counted_since: since === null ? null : inUtc(DateTime.fromMillis(since)),
    },
  }
}

export function presentVisitRows(
  rows: VisitRows,
  names: Names,
  period: Period
): Infer<typeof visitRowsShape> {
  return {
    ...presentRange(period),
    visits: rows.all,
    days: rows.days.map((row) => ({ day: row.day, visits: row.visits })),
    services: rows.services.map(({ id, visits }) => ({
      ...{ id, name: nameIn(names.services, id), visits },
    })),
    doors: rows.doors.map(({ linkId, isOneTime, visits }) => ({
      ...{ link_id: linkId, is_one_time: isOneTime, visits },
    })),
    sources: rows.sources.map(({ source, campaign, visits }) => ({ source, campaign, visits })),
  }
}

function presentRange({ from, until }: Period) {
  const last = until.minus({ days: 1 })
  return {
    from: from.toISODate() ?? '',
    to: last.toISODate() ?? '',
    time_zone: from.zoneName ?? '',
  }
}

function nameIn(names: Names['services'], id: number): string | null {
  return names.find((one) => one.id === id)?.name ?? null
}

type Counted = Record<'held' | 'waiting' | 'cancelled' | 'completed' | 'missed', number>

function countsOf({ held, waiting, cancelled, completed, missed }: Counted) {
  return { held, waiting, cancelled, completed, missed }
}

function worthOf({ currency, value }: { currency: string; value: number }) {
  return { currency, value: plainAmount(String(value), currency) }
}

function partWorthOf(row: {
  currency: string
  value: number
  completedValue: number
  missedValue: number
}) {
  const { currency, completedValue, missedValue } = row
  return {
    ...worthOf(row),
    completed_value: plainAmount(String(completedValue), currency),
    missed_value: plainAmount(String(missedValue), currency),
  }
}

function reachOf(row: { step: number; sawNoTimes: boolean; visits: number }) {
  return { step: row.step, saw_no_times: row.sawNoTimes, visits: row.visits }
}
