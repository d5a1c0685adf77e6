import vine from '@vinejs/vine'
import type { DateTime } from 'luxon'

/** A moment in UTC: "2026-12-02T09:00:00Z" (RFC 3339). */
export const momentShape = () => vine.string().meta({ format: 'date-time' })
export const momentOrNull = () => vine.string().nullable().meta({ format: 'date-time' })
export const wholeShape = () => vine.number().withoutDecimals()
export const truthShape = () => vine.boolean({ strict: true })

/** In the currency's own digits: "45.00". */
export const amountShape = () => vine.string().meta({ examples: ['45.00'] })

export function inUtc(moment: DateTime): string {
  return moment.toUTC().set({ millisecond: 0 }).toISO({ suppressMilliseconds: true }) ?? ''
}

export function inUtcOrNull(moment: DateTime | null): string | null {
  return moment && inUtc(moment)
}
