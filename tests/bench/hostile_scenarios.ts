const LONG = 'x'.repeat(100_000)

const plain = {
  now: '2027-01-01T00:00:00Z',
  hostTimeZone: 'America/New_York',
  weeklyHours: [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, start: '00:00', end: '24:00' })),
  durationMinutes: 60,
  rangeStart: '2027-01-01T00:00:00Z',
  rangeEnd: '2027-02-01T00:00:00Z',
}

/** What somebody may send who means no good: refused, or answered, at once. */
export function hostileScenarios(): [name: string, scenario: object][] {
  return [
    ['a zone of 100 KB', { ...plain, hostTimeZone: LONG }],
    ['a moment of 100 KB', { ...plain, now: LONG }],
    ['a thousand years', { ...plain, rangeEnd: '3027-01-01T00:00:00Z' }],
    ['the year 275760', { ...plain, now: '+275760-09-13T00:00:00Z' }],
    ['a length of no minutes', { ...plain, durationMinutes: 0 }],
    ['a year in steps of a minute', aYear({ durationMinutes: 1 })],
    [
      'a year of slots that last 31 days',
      aYear({ durationMinutes: 44_640, slotIntervalMinutes: 5 }),
    ],
    ['a year with 1,440 start times a date', aYear(everyMinute())],
    ['10,000 ranges on each weekday', { ...plain, weeklyHours: many(10_000).flatMap(overlapping) }],
    ['100,000 overlapping busy times', { ...plain, busy: many(100_000).map(overlappingBusy) }],
    ['100,000 overrides of one date', { ...plain, overrides: many(100_000).map(() => closed) }],
  ]
}

const closed = { date: '2027-01-15', windows: [] }

function aYear(rules: object): object {
  return { ...plain, ...rules, rangeEnd: '2028-01-01T00:00:00Z' }
}

function everyMinute(): object {
  const startTimes = many(1_440).map((minute) => ({ start: wallTime(minute) }))
  return { durationMinutes: 1, startTimes }
}

function overlapping(index: number): object[] {
  const start = wallTime(index % 1_440)
  return plain.weeklyHours.map(({ weekday }) => ({ weekday, start, end: start }))
}

function overlappingBusy(index: number): object {
  const start = Date.UTC(2027, 0, 1) + ((index * 7_919) % 2_000_000) * 1_000
  return { start: instant(start), end: instant(start + 3_600_000) }
}

function many(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}

function wallTime(minutes: number): string {
  return instant(minutes * 60_000).slice(11, 16)
}

function instant(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`
}
