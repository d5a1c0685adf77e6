import type { DateTime } from 'luxon'

export interface Keeping {
  /** How many days, weeks and months that have a backup keep their last one. */
  daily: number
  weekly: number
  monthly: number
}

interface Dated {
  takenAt: DateTime
}

/**
 * What may go: all but the last of each of the latest days, weeks (from Monday) and months, by UTC.
 * The latest one stays whatever the numbers say, and so does everything of the last 24 hours.
 */
export function outlived<T extends Dated>(backups: T[], keeping: Keeping, now: DateTime): T[] {
  const latestFirst = backups.toSorted((a, b) => b.takenAt.toMillis() - a.takenAt.toMillis())
  const dayAgo = now.minus({ hours: 24 })
  const kept = new Set(latestFirst.filter(({ takenAt }, nth) => nth === 0 || takenAt > dayAgo))
  for (const [unit, most] of [
    ['yyyy-MM-dd', keeping.daily],
    ["kkkk-'W'WW", keeping.weekly],
    ['yyyy-MM', keeping.monthly],
  ] as const) {
    const periods = new Set<string>()
    for (const backup of latestFirst) {
      const period = backup.takenAt.toUTC().toFormat(unit)
      if (periods.has(period)) continue
      if (periods.size === most) break
      periods.add(period)
      kept.add(backup)
    }
  }
  return latestFirst.filter((backup) => !kept.has(backup))
}
