import { dayOf } from '#scheduling/time/dates'
import type { WallWindow } from '#scheduling/types'

interface Dated {
  date: string
  windows: readonly WallWindow[]
  reason: string | null
}

export interface DateRun<Override extends Dated> {
  first: Override
  last: Override
  count: number
}

export function dateRuns<Override extends Dated>(
  overrides: readonly Override[]
): DateRun<Override>[] {
  const runs: DateRun<Override>[] = []
  for (const override of overrides) {
    const run = runs.at(-1)
    if (run && follows(run.last, override)) {
      run.last = override
      run.count++
    } else {
      runs.push({ first: override, last: override, count: 1 })
    }
  }
  return runs
}

function follows(before: Dated, after: Dated): boolean {
  return (
    dayOf(after.date) === dayOf(before.date) + 1 &&
    after.reason === before.reason &&
    hoursOf(after) === hoursOf(before)
  )
}

function hoursOf({ windows }: Dated): string {
  return windows.map(({ start, end }) => `${start}–${end}`).join()
}
