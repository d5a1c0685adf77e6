import { test } from '@japa/runner'
import { dateOf, dayOf } from '#scheduling/time/dates'
import { findSlots } from '#scheduling/slots/slots'
import type { HostCalendar, SlotRules, Span } from '#scheduling/types'
import { startOfDay } from '#scheduling/time/zones'
import { aHost, aQuestion, at, claimed, shownIn } from '#tests/support/questions'

interface RuleCase {
  rule: string
  title: string
  timeZone: string
  /** The day that is asked for, by the host's calendar. */
  date: string
  /** Openings of that date, as the host's clock shows them. */
  opens?: [start: string, end: string][]
  host?: Partial<HostCalendar>
  rules?: Partial<SlotRules>
  now?: string
  /** As the host's clock shows them. */
  starts: string[]
}

const ALL_DAY: [string, string][] = [['00:00', '24:00']]
const sixHourly = { durationMinutes: 360, slotIntervalMinutes: 360 }

/** Every rule on a day that is hard for it. Slots are an hour long unless the case says otherwise. */
const CASES: RuleCase[] = [
  {
    rule: 'weekly hours',
    title: 'past midnight into the spring day stay open as long as the clock runs, not as it shows',
    timeZone: 'America/New_York',
    date: '2027-03-13',
    opens: [['22:00', '04:00']],
    starts: ['22:00-05:00', '23:00-05:00', '00:00-05:00', '01:00-05:00', '03:00-04:00'],
  },
  {
    rule: 'weekly hours',
    title: 'past midnight into the autumn day hold the repeated hour',
    timeZone: 'Europe/London',
    date: '2026-10-24',
    opens: [['23:00', '02:00']],
    starts: ['23:00+01:00', '00:00+01:00', '01:00+01:00', '01:00+00:00'],
  },
  {
    rule: 'override',
    title: 'replaces only what begins on its date: the night before runs on into it',
    timeZone: 'Europe/Paris',
    date: '2027-03-28',
    host: {
      weeklyHours: [{ weekday: 6, start: '22:00', end: '05:00' }],
      overrides: [{ date: '2027-03-28', windows: [] }],
    },
    starts: ['00:00+01:00', '01:00+01:00', '03:00+02:00', '04:00+02:00'],
  },
  {
    rule: 'override',
    title: 'of a date that the zone leaves out opens nothing',
    timeZone: 'Pacific/Apia',
    date: '2011-12-31',
    host: {
      weeklyHours: [],
      overrides: [{ date: '2011-12-30', windows: [{ start: '00:00', end: '24:00' }] }],
    },
    now: '2011-01-01T00:00Z',
    starts: [],
  },
  {
    rule: 'start grid',
    title: 'steps in real time, so that it shows half past after half an hour was skipped',
    timeZone: 'Australia/Lord_Howe',
    date: '2026-10-04',
    opens: [['00:00', '05:00']],
    starts: ['00:00+10:30', '01:00+10:30', '02:30+11:00', '03:30+11:00'],
  },
  {
    rule: 'fixed start list',
    title: 'holds by the wall clock on both sides of a change of offset',
    timeZone: 'Europe/Berlin',
    date: '2027-03-28',
    opens: ALL_DAY,
    rules: { startTimes: [{ start: '01:30' }, { start: '09:00' }] },
    starts: ['01:30+01:00', '09:00+02:00'],
  },
  {
    rule: 'fixed start list',
    title: 'moves a skipped time on by the gap, and offers it once if that is listed too',
    timeZone: 'Europe/Berlin',
    date: '2027-03-28',
    opens: ALL_DAY,
    rules: { startTimes: [{ start: '02:30' }, { start: '03:30' }] },
    starts: ['03:30+02:00'],
  },
  {
    rule: 'fixed start list',
    title: 'takes the first of a time that is repeated',
    timeZone: 'America/Denver',
    date: '2027-11-07',
    opens: ALL_DAY,
    rules: { startTimes: [{ start: '01:30' }] },
    starts: ['01:30-06:00'],
  },
  {
    rule: 'fixed start list',
    title: 'steps through a listed window in real time, its end excluded',
    timeZone: 'America/Denver',
    date: '2027-11-07',
    opens: ALL_DAY,
    rules: { startTimes: [{ start: '00:30', end: '02:00' }] },
    starts: ['00:30-06:00', '01:30-06:00', '01:30-07:00'],
  },
  {
    rule: 'fixed start list',
    title: 'that names a midnight which does not exist begins the day with it',
    timeZone: 'Africa/Cairo',
    date: '2027-04-30',
    opens: ALL_DAY,
    rules: { startTimes: [{ start: '00:00' }, { start: '12:00' }] },
    starts: ['01:00+03:00', '12:00+03:00'],
  },
  {
    rule: 'fixed start list',
    title: 'offers nothing outside the openings, nor what does not fit',
    timeZone: 'Asia/Kathmandu',
    date: '2026-06-01',
    opens: [['09:00', '12:00']],
    rules: { startTimes: [{ start: '08:00' }, { start: '10:20' }, { start: '11:30' }] },
    starts: ['10:20+05:45'],
  },
  {
    rule: 'link hours',
    title: 'cut the opening of the host down, and the grid begins at the cut',
    timeZone: 'Asia/Kolkata',
    date: '2026-06-01',
    opens: [['09:00', '17:00']],
    rules: {
      hours: { weeklyHours: [{ weekday: 1, start: '10:15', end: '13:00' }], overrides: [] },
    },
    starts: ['10:15+05:30', '11:15+05:30'],
  },
  {
    rule: 'link hours',
    title: 'are read by the clock of the host, gap and all',
    timeZone: 'Europe/Paris',
    date: '2027-03-28',
    opens: ALL_DAY,
    rules: {
      hours: { weeklyHours: [{ weekday: 0, start: '02:30', end: '06:00' }], overrides: [] },
    },
    starts: ['03:30+02:00', '04:30+02:00'],
  },
  {
    rule: 'link hours',
    title: 'of the night before cut into the date as well',
    timeZone: 'America/Santiago',
    date: '2027-04-04',
    opens: [['00:00', '03:00']],
    rules: {
      hours: { weeklyHours: [{ weekday: 6, start: '20:00', end: '01:30' }], overrides: [] },
    },
    starts: ['00:00-04:00'],
  },
  {
    rule: 'length',
    title: 'of 24 hours fits into the day of 25 twice, the second time an hour late',
    timeZone: 'America/New_York',
    date: '2026-11-01',
    opens: ALL_DAY,
    rules: { durationMinutes: 1440, slotIntervalMinutes: 60 },
    starts: ['00:00-04:00', '01:00-04:00'],
  },
  {
    rule: 'length',
    title: 'of 24 hours does not fit into the day of 23',
    timeZone: 'America/New_York',
    date: '2027-03-14',
    opens: ALL_DAY,
    rules: { durationMinutes: 1440, slotIntervalMinutes: 60 },
    starts: [],
  },
  {
    rule: 'buffers',
    title: 'are real minutes: from what ends as the clock jumps to three, an hour lasts until four',
    timeZone: 'Europe/Paris',
    date: '2027-03-28',
    opens: [['01:00', '06:00']],
    host: { taken: [claimed('2027-03-28T00:30Z', '2027-03-28T01:00Z')] },
    rules: { bufferBeforeMinutes: 60 },
    starts: ['04:00+02:00', '05:00+02:00'],
  },
  {
    rule: 'buffers',
    title: 'add up: what is taken brings its own',
    timeZone: 'Pacific/Chatham',
    date: '2026-12-02',
    opens: [['09:00', '14:00']],
    host: {
      taken: [
        claimed('2026-12-02T09:00+13:45', '2026-12-02T10:00+13:45', { bufferAfterMinutes: 30 }),
      ],
    },
    rules: { bufferBeforeMinutes: 30 },
    starts: ['11:00+13:45', '12:00+13:45', '13:00+13:45'],
  },
  {
    rule: 'notice',
    title: 'of a day is 24 real hours, also over a day of 23',
    timeZone: 'America/New_York',
    date: '2027-03-14',
    opens: ALL_DAY,
    now: '2027-03-13T12:00-05:00',
    rules: { ...sixHourly, slotIntervalMinutes: 180, minimumNoticeMinutes: 1440 },
    starts: ['13:00-04:00', '16:00-04:00'],
  },
  {
    rule: 'horizon',
    title: 'counts dates of the host: at 23:59 one day ahead is tomorrow, whole',
    timeZone: 'Pacific/Kiritimati',
    date: '2026-12-02',
    opens: ALL_DAY,
    now: '2026-12-01T23:59+14:00',
    rules: { ...sixHourly, horizonDays: 1 },
    starts: ['00:00+14:00', '06:00+14:00', '12:00+14:00', '18:00+14:00'],
  },
  {
    rule: 'horizon',
    title: 'of none ends with today by the host, though UTC is on the next date already',
    timeZone: 'Pacific/Honolulu',
    date: '2026-12-02',
    opens: ALL_DAY,
    now: '2026-12-01T22:00-10:00',
    rules: { ...sixHourly, horizonDays: 0 },
    starts: [],
  },
  {
    rule: 'bookable dates',
    title: 'begin with the first instant of a date that has no midnight',
    timeZone: 'America/Santiago',
    date: '2026-09-06',
    opens: ALL_DAY,
    rules: { ...sixHourly, bookableFrom: '2026-09-06', bookableUntil: '2026-09-06' },
    starts: ['01:00-03:00', '07:00-03:00', '13:00-03:00'],
  },
  {
    rule: 'bookable dates',
    title: 'end with the last hour of their last date, the repeated one included',
    timeZone: 'Africa/Cairo',
    date: '2026-10-29',
    opens: [['21:00', '03:00']],
    rules: { bookableUntil: '2026-10-29' },
    starts: ['21:00+03:00', '22:00+03:00', '23:00+03:00', '23:00+02:00'],
  },
  {
    rule: 'bookable dates',
    title: 'and the horizon both hold',
    timeZone: 'Europe/London',
    date: '2026-12-05',
    opens: ALL_DAY,
    now: '2026-12-01T09:00Z',
    rules: { ...sixHourly, horizonDays: 3, bookableUntil: '2026-12-31' },
    starts: [],
  },
  {
    rule: 'day limit',
    title: 'counts what lies 24 hours and a half apart on the day of 25 to one day',
    timeZone: 'America/New_York',
    date: '2026-11-01',
    opens: ALL_DAY,
    host: {
      dailyLimit: 2,
      taken: [
        claimed('2026-11-01T00:00-04:00', '2026-11-01T00:30-04:00'),
        claimed('2026-11-01T23:30-05:00', '2026-11-02T00:00-05:00'),
      ],
    },
    starts: [],
  },
  {
    rule: 'week limit',
    title: 'begins the week where the business does, by the date of the host',
    timeZone: 'Pacific/Auckland',
    date: '2026-12-06',
    opens: ALL_DAY,
    host: { weeklyLimit: 1, taken: [claimed('2026-12-05T10:00Z', '2026-12-05T11:00Z')] },
    rules: { ...sixHourly, weekStartsOn: 0 },
    starts: ['00:00+13:00', '06:00+13:00', '12:00+13:00', '18:00+13:00'],
  },
  {
    rule: 'week limit',
    title: 'counts the same booking to a week that begins on Monday',
    timeZone: 'Pacific/Auckland',
    date: '2026-12-06',
    opens: ALL_DAY,
    host: { weeklyLimit: 1, taken: [claimed('2026-12-05T10:00Z', '2026-12-05T11:00Z')] },
    rules: { ...sixHourly, weekStartsOn: 1 },
    starts: [],
  },
  {
    rule: 'outside busy time',
    title: 'in the first of two equal hours leaves the second free',
    timeZone: 'America/Denver',
    date: '2027-11-07',
    opens: [['00:00', '03:00']],
    host: { busy: [{ start: at('2027-11-07T01:00-06:00'), end: at('2027-11-07T02:00-06:00') }] },
    starts: ['00:00-06:00', '01:00-07:00', '02:00-07:00'],
  },
  {
    rule: 'capacity',
    title: 'is of the instant: the second of two equal hours has seats of its own',
    timeZone: 'America/Denver',
    date: '2027-11-07',
    opens: [['01:00', '02:00']],
    host: { taken: [claimed('2027-11-07T01:00-06:00', '2027-11-07T02:00-06:00', { seats: 2 })] },
    rules: { capacity: 2 },
    starts: ['01:00-07:00'],
  },
  {
    rule: 'bookable at all',
    title: 'is nothing while a level is switched off',
    timeZone: 'UTC',
    date: '2026-12-02',
    opens: ALL_DAY,
    rules: { isActive: false },
    starts: [],
  },
]

test.group('Every rule on a hard day', () => {
  test('{timeZone}: {rule} {title}')
    .with(CASES)
    .run(({ assert }, { timeZone, date, opens, host, rules, now, starts }) => {
      const windows = opens?.map(([start, end]) => ({ start, end }))
      const hours = windows && { weeklyHours: [], overrides: [{ date, windows }] }
      const question = aQuestion({
        ...(now ? { now: at(now) } : {}),
        timeZone,
        range: rangeOf(timeZone, date, opens),
        hosts: [aHost({ timeZone, ...hours, ...host })],
        rules,
      })
      assert.deepEqual(
        findSlots(question).map((slot) => shownIn(timeZone, slot.start).slice(11)),
        starts
      )
    })
})

/** The date by the host's clock, and the next one too where an opening runs into it. */
function rangeOf(timeZone: string, date: string, opens: RuleCase['opens']): Span {
  const runsOn = opens?.some(([start, end]) => end <= start) ?? false
  const after = dateOf(dayOf(date) + (runsOn ? 2 : 1))
  return { start: startOfDay(timeZone, date), end: startOfDay(timeZone, after) }
}
