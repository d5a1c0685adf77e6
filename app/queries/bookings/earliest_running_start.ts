import type { DateTime } from 'luxon'

/** Of a booking that ends after the moment: none is longer than a day. Lets an index lead to them. */
export function earliestRunningStart(moment: DateTime): Date {
  return moment.minus({ days: 2 }).toJSDate()
}
