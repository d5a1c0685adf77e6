import { BaseModel, column } from '@adonisjs/lucid/orm'
import type { Weekday, WeeklyRange, WorkingHours } from '#scheduling/types'

/** Wall-clock times in the host's zone. */
export default class AvailabilityRule extends BaseModel {
  @column({ isPrimary: true })
  declare id: number

  @column()
  declare businessId: number

  @column()
  declare hostId: number

  @column()
  declare dayOfWeek: Weekday

  @column()
  declare opensTime: string

  @column()
  declare closesTime: string

  get range(): WeeklyRange {
    return { weekday: this.dayOfWeek, start: this.opensTime, end: this.closesTime }
  }
}

export function weekInWords(hours: readonly WeeklyRange[]): string[] {
  return hours.map(({ weekday, start, end }) => `${weekday} ${start}–${end}`).toSorted()
}

export function serviceWeek(hours: WorkingHours | null): string[] | null {
  return hours && weekInWords(hours.weeklyHours)
}
