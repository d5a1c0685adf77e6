import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { DateTime } from 'luxon'
import type { WallWindow } from '#scheduling/types'

/** Replaces the openings that begin on one date; no windows means closed. */
export default class DateOverride extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare hostId: number

  /** `YYYY-MM-DD`, by the host's calendar. */
  @column()
  declare date: string

  @column({ prepare: (windows: unknown) => JSON.stringify(windows) })
  declare windows: { start: string; end: string }[]

  @column()
  declare reason: string | null

  /** Set for all at once: it holds for whoever is added later. */
  @column()
  declare isForEveryone: boolean

  @column.dateTime({ autoCreate: true })
  declare createdAt: DateTime
}

/** The hours of a date as they stood; null where it followed the week. */
export interface KeptDate {
  date: string
  windows: WallWindow[] | null
  reason: string | null
  isForEveryone?: true
}

/** Of one host. */
export function keptDates(
  dates: readonly string[],
  overrides: readonly Pick<DateOverride, 'date' | 'windows' | 'reason' | 'isForEveryone'>[]
): KeptDate[] {
  return dates.map((date) => {
    const own = overrides.find((override) => override.date === date)
    return {
      ...{ date, windows: own?.windows ?? null, reason: own?.reason ?? null },
      ...(own?.isForEveryone && { isForEveryone: true as const }),
    }
  })
}

export function overridesInWords(
  overrides: readonly Pick<DateOverride, 'hostId' | 'date' | 'windows' | 'reason'>[]
): string[] {
  return overrides
    .map(({ hostId, date, windows, reason }) => {
      const hours = windows.map(({ start, end }) => `${start}–${end}`).join(',')
      return `${hostId} ${date} ${hours} ${reason ?? ''}`
    })
    .toSorted()
}
