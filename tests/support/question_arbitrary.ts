import fc from 'fast-check'
import { IANAZone } from 'luxon'
import type {
  BlockedDates,
  DateHours,
  DateSpan,
  HostCalendar,
  Instant,
  Question,
  StartTime,
  TakenSpan,
  WallWindow,
  Weekday,
} from '#scheduling/types'

const MINUTE = 60_000
const DAY = 1_440 * MINUTE

/** Zones with their odd days: gaps, repeats, halves and quarters, midnights that do not exist. */
const ODD_DAYS: [timeZone: string, ...dates: string[]][] = [
  ['UTC', '2026-12-31', '2028-02-29'],
  ['Europe/London', '2026-10-25', '2027-03-28'],
  ['Europe/Dublin', '2026-10-25', '2027-03-28'],
  ['Europe/Paris', '2027-03-28', '2027-10-31'],
  ['Europe/Berlin', '2027-01-01', '2027-10-31'],
  ['America/New_York', '2026-11-01', '2027-03-14'],
  ['America/Denver', '2027-11-07', '2028-03-12'],
  ['America/St_Johns', '2026-11-01', '2011-11-06', '2010-03-14'],
  ['America/Santiago', '2026-09-06', '2027-04-04'],
  ['America/Asuncion', '2024-03-24', '2024-10-06'],
  ['America/Havana', '2026-11-01', '2027-03-14'],
  ['America/Nuuk', '2026-10-25', '2027-03-28'],
  ['America/Sao_Paulo', '2018-11-04', '2019-02-17'],
  ['America/Caracas', '2016-05-01'],
  ['Africa/Cairo', '2026-10-30', '2027-04-30'],
  ['Africa/Casablanca', '2027-02-07', '2027-03-14'],
  ['Africa/Juba', '2021-02-01'],
  ['Asia/Beirut', '2027-03-28', '2026-10-25'],
  ['Asia/Kathmandu', '2026-06-01', '1986-01-01'],
  ['Asia/Kolkata', '2026-06-01'],
  ['Asia/Tehran', '2022-03-22', '2022-09-22'],
  ['Asia/Pyongyang', '2018-05-05'],
  ['Asia/Gaza', '2026-10-24', '2027-03-27'],
  ['Asia/Tokyo', '2026-12-02'],
  ['Australia/Lord_Howe', '2026-10-04', '2027-04-04'],
  ['Australia/Adelaide', '2026-10-04', '2027-04-04'],
  ['Pacific/Chatham', '2026-09-27', '2027-04-04'],
  ['Pacific/Apia', '2011-12-30', '2012-04-01'],
  ['Pacific/Kwajalein', '1993-08-21'],
  ['Antarctica/Troll', '2027-03-28', '2026-10-25'],
]

const DURATIONS = [5, 10, 15, 20, 30, 30, 45, 60, 60, 90, 120, 300, 1500]
const INTERVALS = [10, 15, 20, 30, 30, 45, 60, 60, 120, 300]
const BUFFERS = [0, 0, 0, 5, 10, 15, 30]

/** What a question is about: an odd day of a zone, as its UTC midnight, and the grid of slots. */
interface Theme {
  timeZone: string
  midnight: Instant
  durationMinutes: number
  slotIntervalMinutes: number
}

const oddDay = fc
  .constantFrom(...ODD_DAYS)
  .chain(([timeZone, ...dates]) =>
    fc.record({ timeZone: fc.constant(timeZone), date: fc.constantFrom(...dates) })
  )

const theme: fc.Arbitrary<Theme> = fc
  .record({
    odd: oddDay,
    durationMinutes: fc.constantFrom(...DURATIONS),
    slotIntervalMinutes: fc.constantFrom(...INTERVALS),
  })
  .map(({ odd, ...grid }) => ({ ...grid, timeZone: odd.timeZone, midnight: Date.parse(odd.date) }))

/** Questions of up to three days around an odd day of some zone, for one to three hosts. */
export const anyQuestion: fc.Arbitrary<Question> = theme.chain(questionAbout)

function questionAbout(about: Theme): fc.Arbitrary<Question> {
  const { timeZone, midnight, durationMinutes, slotIntervalMinutes } = about
  const range = fc
    .tuple(momentsNear(midnight, 2, 1), fc.integer({ min: 0, max: 3 * 1440 }))
    .map(([start, minutes]) => ({ start, end: start + minutes * MINUTE }))

  return fc.record({
    now: fc.oneof(
      { weight: 3, arbitrary: fc.constant(midnight - 5 * DAY) },
      { weight: 2, arbitrary: momentsNear(midnight, 2, 1) }
    ),
    timeZone: mostly(timeZone),
    range,
    rules: fc.record({
      durationMinutes: fc.constant(durationMinutes),
      slotIntervalMinutes: fc.constant(slotIntervalMinutes),
      startTimes: sometimes(fc.array(startTime, { minLength: 1, maxLength: 6 })),
      offeredStarts: seldom(fc.array(momentsNear(midnight, 2, 15), { maxLength: 40 })),
      hours: seldom(
        fc.record({
          weeklyHours,
          overrides: fc.array(overrideNear(midnight), { maxLength: 2 }),
        })
      ),
      bufferBeforeMinutes: fc.constantFrom(...BUFFERS),
      bufferAfterMinutes: fc.constantFrom(...BUFFERS),
      minimumNoticeMinutes: fc.constantFrom(0, 0, 1, 60, 1440),
      horizonDays: sometimes(fc.integer({ min: 0, max: 8 })),
      bookableFrom: seldom(dateNear(midnight)),
      bookableUntil: seldom(dateNear(midnight)),
      excludedDates: seldom(fc.array(datesNear(midnight), { minLength: 1, maxLength: 3 })),
      deadline: fc.oneof(
        { weight: 19, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: momentsNear(midnight, 6, 60) }
      ),
      dailyLimit: seldom(limit),
      weeklyLimit: seldom(limit),
      weekStartsOn: weekday,
      capacity: fc.constantFrom(1, 1, 2, 3),
      isActive: fc.oneof(
        { weight: 29, arbitrary: fc.constant(true) },
        { weight: 1, arbitrary: fc.constant(false) }
      ),
    }),
    hosts: fc
      .array(hostAbout(about), { minLength: 1, maxLength: 3 })
      .map((hosts) => hosts.map((host, index) => ({ ...host, hostId: 7 * (index + 1) }))),
    mode: fc.constantFrom('any', 'collective'),
    serviceStarts: fc.array(momentsNear(midnight, 4, 30), { maxLength: 5 }),
  })
}

function hostAbout(about: Theme): fc.Arbitrary<Omit<HostCalendar, 'hostId'>> {
  const { timeZone, midnight } = about
  const busy = fc
    .tuple(momentsNear(midnight, 3, 5), fc.integer({ min: 0, max: 40 }))
    .map(([start, fives]) => ({ start, end: start + fives * 5 * MINUTE }))
  return fc
    .record({
      timeZone: mostly(timeZone),
      weeklyHours,
      overrides: fc.array(overrideNear(midnight), { maxLength: 3 }),
      busy: fc.array(busy, { maxLength: 5 }),
      blocks: fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(blockNear(midnight), { minLength: 1, maxLength: 3 }) }
      ),
      dailyLimit: seldom(limit),
      weeklyLimit: seldom(limit),
      isRoom: fc.constantFrom(false, false, true),
    })
    .chain((host) =>
      fc
        .array(fc.oneof(claimAnywhere(about), claimOnGrid(about, host)), { maxLength: 6 })
        .map((taken) => ({ ...host, taken }))
    )
}

function mostly(timeZone: string): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant(timeZone) },
    { weight: 1, arbitrary: oddDay.map((odd) => odd.timeZone) }
  )
}

function overrideNear(midnight: Instant): fc.Arbitrary<DateHours> {
  return fc.record({
    date: dateNear(midnight),
    windows: fc.array(wallWindow, { maxLength: 3 }),
  })
}

function dateNear(midnight: Instant): fc.Arbitrary<string> {
  return fc.integer({ min: -3, max: 3 }).map((days) => dateText(midnight + days * DAY))
}

/** From one date to another, both included; they may overlap others. */
function datesNear(midnight: Instant): fc.Arbitrary<DateSpan> {
  return fc
    .tuple(dateNear(midnight), dateNear(midnight))
    .map((dates) => dates.toSorted((one, other) => (one < other ? -1 : 1)))
    .map(([firstDate, lastDate]) => ({ firstDate, lastDate }))
}

function dateText(midnight: Instant): string {
  return new Date(midnight).toISOString().slice(0, 10)
}

/** Of dates near by, or of every week since long ago. */
function blockNear(midnight: Instant): fc.Arbitrary<BlockedDates> {
  return fc
    .record({
      window: fc.oneof(wallWindow, nightWindow),
      from: fc.integer({ min: -4, max: 2 }),
      length: fc.integer({ min: 1, max: 4 }),
      weeksAgo: fc.constantFrom(0, 1, 60),
      isWeekly: fc.boolean(),
      weeksAhead: fc.constantFrom(null, 0, 1, 60),
      skippedDates: fc.array(dateNear(midnight), { maxLength: 2 }),
    })
    .map(({ window, from, length, weeksAgo, isWeekly, weeksAhead, skippedDates }) => {
      const first = midnight + (from - (isWeekly ? 7 * weeksAgo : 0)) * DAY
      const last = midnight + (from + length - 1 + (isWeekly ? 7 * (weeksAhead ?? 0) : 0)) * DAY
      return {
        ...window,
        firstDate: dateText(first),
        lastDate: isWeekly && weeksAhead === null ? null : dateText(last),
        weeklyDays: isWeekly ? length : null,
        skippedDates,
      }
    })
}

function claimAnywhere({ midnight }: Theme): fc.Arbitrary<TakenSpan> {
  return fc
    .tuple(momentsNear(midnight, 3, 15), fc.integer({ min: 1, max: 24 }), claimTerms)
    .map(([start, fives, terms]) => ({ ...terms, start, end: start + fives * 5 * MINUTE }))
}

/** A claim where a slot may be, so that seats and limits come into play. */
function claimOnGrid(
  { midnight, durationMinutes, slotIntervalMinutes }: Theme,
  host: Pick<HostCalendar, 'timeZone' | 'weeklyHours'>
): fc.Arbitrary<TakenSpan> {
  const steps = fc.integer({ min: 0, max: 8 })
  const openings = host.weeklyHours.length > 0 ? host.weeklyHours : [{ start: '09:00' }]
  return fc
    .tuple(fc.integer({ min: -2, max: 2 }), fc.constantFrom(...openings), steps, claimTerms)
    .map(([days, opening, step, terms]) => {
      const [hour, minute] = opening.start.split(':').map(Number)
      const wall = midnight + days * DAY + (hour * 60 + minute) * MINUTE
      const opens = wall - IANAZone.create(host.timeZone).offset(wall) * MINUTE
      const start = opens + step * slotIntervalMinutes * MINUTE
      return { ...terms, start, end: start + durationMinutes * MINUTE }
    })
}

function momentsNear(midnight: Instant, days: number, minutes: number): fc.Arbitrary<Instant> {
  const most = Math.floor((days * DAY) / MINUTE / minutes)
  return fc.integer({ min: -most, max: most }).map((steps) => midnight + steps * minutes * MINUTE)
}

function sometimes<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value })
}

function seldom<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> {
  return fc.oneof({ weight: 11, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value })
}

const limit = fc.constantFrom(0, 1, 1, 2, 2, 2, 3, 3, 4)

const claimTerms = fc.record({
  bufferBeforeMinutes: fc.constantFrom(...BUFFERS),
  bufferAfterMinutes: fc.constantFrom(...BUFFERS),
  seats: fc.constantFrom(1, 1, 2, 3),
  sameService: fc.constantFrom(true, true, true, false),
})

const weekday = fc.constantFrom<Weekday[]>(0, 1, 2, 3, 4, 5, 6)

const wallWindow: fc.Arbitrary<WallWindow> = fc
  .tuple(
    fc.integer({ min: 0, max: 95 }),
    fc.oneof(fc.constant(96), fc.integer({ min: 0, max: 96 }))
  )
  .map(([start, end]) => ({ start: wallTime(start), end: wallTime(end) }))

/** Whole days, and hours that a change of the clock skips or repeats. */
const nightWindow: fc.Arbitrary<WallWindow> = fc.oneof(
  fc.constant({ start: '00:00', end: '24:00' }),
  fc
    .tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 6 }))
    .map(([start, length]) => ({ start: wallTime(start), end: wallTime(start + length) }))
)

/** A single time of day more often than a window. */
const startTime: fc.Arbitrary<StartTime> = fc
  .tuple(wallWindow, fc.constantFrom(true, true, false))
  .map(([{ start, end }, isSingle]) => (isSingle ? { start } : { start, end }))

const everyDay = fc
  .array(wallWindow, { minLength: 1, maxLength: 3 })
  .map((windows) =>
    windows.flatMap((window) =>
      ([0, 1, 2, 3, 4, 5, 6] as const).map((day) => ({ weekday: day, ...window }))
    )
  )

const weeklyHours = fc.oneof(
  { weight: 3, arbitrary: everyDay },
  {
    weight: 1,
    arbitrary: fc.array(
      fc.tuple(weekday, wallWindow).map(([day, window]) => ({ weekday: day, ...window })),
      { maxLength: 12 }
    ),
  }
)

function wallTime(quarters: number): string {
  const hour = String(Math.floor(quarters / 4)).padStart(2, '0')
  return `${hour}:${String((quarters % 4) * 15).padStart(2, '0')}`
}
