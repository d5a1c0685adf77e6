import type { WeeklyRange } from '#scheduling/types'

export const NINE_TO_FIVE: WeeklyRange[] = ([0, 1, 2, 3, 4, 5, 6] as const).map((weekday) => ({
  ...{ weekday, start: '09:00', end: '17:00' },
}))
