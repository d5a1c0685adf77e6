import { DateTime } from 'luxon'
import type { Infer } from '@vinejs/vine/types'
import { chosenPeriod, type Period } from '#formats/times/periods'
import type Business from '#models/settings/business'
import type { numbersQuery } from '#validators/owner_query'

/** Dates are read on the business's clock. */
export function numbersPeriod(
  { timeZone, weekStartsOn }: Business,
  { period, from, until }: Infer<typeof numbersQuery>,
  now: DateTime
): Period {
  const startOf = (date: string | undefined) => date && DateTime.fromISO(date, { zone: timeZone })
  const query = { period, from: startOf(from) || null, until: startOf(until) || null }
  return chosenPeriod(query, now, weekStartsOn)
}
