import { test } from '@japa/runner'
import { dateOf, dayOf } from '#scheduling/time/dates'
import { findSlots } from '#scheduling/slots/slots'
import { startOfDay } from '#scheduling/time/zones'
import { aHost, aQuestion, at, claimed, shownIn } from '#tests/support/questions'

interface ZoneCase {
  title: string
  timeZone: string
  date: string
  opens: [start: string, end: string][]
  minutes: number
  starts: string[]
}

/** One opening date each; the starts are as the host's own clock shows them. */
const CASES: ZoneCase[] = [
  {
    title: 'a skipped hour leaves three real hours between 00:00 and 04:00',
    timeZone: 'Europe/Paris',
    date: '2027-03-28',
    opens: [['00:00', '04:00']],
    minutes: 60,
    starts: ['2027-03-28T00:00+01:00', '2027-03-28T01:00+01:00', '2027-03-28T03:00+02:00'],
  },
  {
    title: 'a repeated hour makes five, and both of its ones are on offer',
    timeZone: 'America/Denver',
    date: '2027-11-07',
    opens: [['00:00', '04:00']],
    minutes: 60,
    starts: [
      '2027-11-07T00:00-06:00',
      '2027-11-07T01:00-06:00',
      '2027-11-07T01:00-07:00',
      '2027-11-07T02:00-07:00',
      '2027-11-07T03:00-07:00',
    ],
  },
  {
    title: 'an opening at a time that is repeated begins at the first',
    timeZone: 'America/Denver',
    date: '2027-11-07',
    opens: [['01:00', '02:00']],
    minutes: 60,
    starts: ['2027-11-07T01:00-06:00', '2027-11-07T01:00-07:00'],
  },
  {
    title: 'an opening at a time that is skipped begins later by the gap',
    timeZone: 'Europe/Paris',
    date: '2027-03-28',
    opens: [['02:30', '05:00']],
    minutes: 30,
    starts: ['2027-03-28T03:30+02:00', '2027-03-28T04:00+02:00', '2027-03-28T04:30+02:00'],
  },
  {
    title: 'an opening that a gap turns inside out is empty',
    timeZone: 'Europe/Paris',
    date: '2027-03-28',
    opens: [['02:15', '03:00']],
    minutes: 15,
    starts: [],
  },
  {
    title: 'an opening that a gap empties does not lend its start to one it would have met',
    timeZone: 'Europe/Paris',
    date: '2027-03-28',
    opens: [
      ['02:30', '03:00'],
      ['02:45', '04:45'],
    ],
    minutes: 30,
    starts: ['2027-03-28T03:45+02:00', '2027-03-28T04:15+02:00'],
  },
  {
    title: 'openings on both sides of a gap touch, and are one grid',
    timeZone: 'Europe/Paris',
    date: '2027-03-28',
    opens: [
      ['00:30', '02:00'],
      ['03:00', '05:00'],
    ],
    minutes: 60,
    starts: ['2027-03-28T00:30+01:00', '2027-03-28T01:30+01:00', '2027-03-28T03:30+02:00'],
  },
  {
    title: 'Lord Howe skips half an hour',
    timeZone: 'Australia/Lord_Howe',
    date: '2026-10-04',
    opens: [['01:00', '04:00']],
    minutes: 60,
    starts: ['2026-10-04T01:00+10:30', '2026-10-04T02:30+11:00'],
  },
  {
    title: 'Lord Howe repeats half an hour',
    timeZone: 'Australia/Lord_Howe',
    date: '2027-04-04',
    opens: [['01:00', '03:00']],
    minutes: 30,
    starts: [
      '2027-04-04T01:00+11:00',
      '2027-04-04T01:30+11:00',
      '2027-04-04T01:30+10:30',
      '2027-04-04T02:00+10:30',
      '2027-04-04T02:30+10:30',
    ],
  },
  {
    title: 'Kathmandu stands at a quarter to',
    timeZone: 'Asia/Kathmandu',
    date: '2026-06-01',
    opens: [['09:00', '11:00']],
    minutes: 60,
    starts: ['2026-06-01T09:00+05:45', '2026-06-01T10:00+05:45'],
  },
  {
    title: 'Chatham changes at a quarter to three',
    timeZone: 'Pacific/Chatham',
    date: '2026-09-27',
    opens: [['02:00', '05:00']],
    minutes: 60,
    starts: ['2026-09-27T02:00+12:45', '2026-09-27T04:00+13:45'],
  },
  {
    title: 'Santiago has no midnight on its spring day',
    timeZone: 'America/Santiago',
    date: '2026-09-06',
    opens: [['00:00', '03:00']],
    minutes: 60,
    starts: ['2026-09-06T01:00-03:00', '2026-09-06T02:00-03:00'],
  },
  {
    title: 'Santiago has its last hour twice on its autumn day',
    timeZone: 'America/Santiago',
    date: '2027-04-03',
    opens: [['22:00', '24:00']],
    minutes: 60,
    starts: ['2027-04-03T22:00-03:00', '2027-04-03T23:00-03:00', '2027-04-03T23:00-04:00'],
  },
  {
    title: 'Cairo has no midnight on its spring day',
    timeZone: 'Africa/Cairo',
    date: '2027-04-30',
    opens: [['00:00', '03:00']],
    minutes: 60,
    starts: ['2027-04-30T01:00+03:00', '2027-04-30T02:00+03:00'],
  },
  {
    title: 'Cairo has its last hour twice on its autumn day',
    timeZone: 'Africa/Cairo',
    date: '2026-10-29',
    opens: [['22:00', '24:00']],
    minutes: 60,
    starts: ['2026-10-29T22:00+03:00', '2026-10-29T23:00+03:00', '2026-10-29T23:00+02:00'],
  },
  {
    title: 'Nuuk skips its last hour, and what opens in it opens after midnight',
    timeZone: 'America/Nuuk',
    date: '2027-03-27',
    opens: [['23:30', '02:30']],
    minutes: 60,
    starts: ['2027-03-28T00:30-01:00', '2027-03-28T01:30-01:00'],
  },
  {
    title: 'Apia has no 30 December 2011, so nothing opens on it',
    timeZone: 'Pacific/Apia',
    date: '2011-12-30',
    opens: [['09:00', '17:00']],
    minutes: 60,
    starts: [],
  },
  {
    title: 'what runs past midnight before the missing day goes on after it',
    timeZone: 'Pacific/Apia',
    date: '2011-12-29',
    opens: [['22:00', '02:00']],
    minutes: 60,
    starts: [
      '2011-12-29T22:00-10:00',
      '2011-12-29T23:00-10:00',
      '2011-12-31T00:00+14:00',
      '2011-12-31T01:00+14:00',
    ],
  },
  {
    title: "St John's once turned back from one past midnight into the day before",
    timeZone: 'America/St_Johns',
    date: '2010-11-07',
    opens: [['00:00', '01:00']],
    minutes: 30,
    starts: [
      '2010-11-07T00:00-02:30',
      '2010-11-06T23:30-03:30',
      '2010-11-07T00:00-03:30',
      '2010-11-07T00:30-03:30',
    ],
  },
]

test.group('Openings on odd days', () => {
  test('{timeZone}: {title}')
    .with(CASES)
    .run(({ assert }, { timeZone, date, opens, minutes, starts }) => {
      const windows = opens.map(([start, end]) => ({ start, end }))
      const host = aHost({ timeZone, weeklyHours: [], overrides: [{ date, windows }] })
      const slots = findSlots(
        aQuestion({
          now: at('2009-01-01T00:00Z'),
          range: daysAround(date),
          hosts: [host],
          rules: { durationMinutes: minutes, slotIntervalMinutes: minutes },
        })
      )
      assert.deepEqual(
        slots.map((slot) => shownIn(timeZone, slot.start)),
        starts
      )
    })
})

test.group('Openings that meet on odd days', () => {
  test('an opening that goes on after the missing day keeps its grid there', ({ assert }) => {
    const timeZone = 'Pacific/Apia'
    const windows = [{ start: '22:15', end: '02:15' }]
    const host = aHost({ timeZone, weeklyHours: [], overrides: [{ date: '2011-12-29', windows }] })
    const range = { start: at('2011-12-31T00:30+14:00'), end: at('2012-01-02T00:00+14:00') }
    const [slot] = findSlots(aQuestion({ range, hosts: [host] }))
    assert.equal(shownIn(timeZone, slot.start), '2011-12-31T01:15+14:00')
  })

  test('what opens late on the evening that is cut short may come after the next date', ({
    assert,
  }) => {
    const timeZone = 'America/Nuuk'
    const host = aHost({
      timeZone,
      weeklyHours: [],
      overrides: [
        { date: '2027-03-27', windows: [{ start: '23:30', end: '02:00' }] },
        { date: '2027-03-28', windows: [{ start: '00:00', end: '01:00' }] },
      ],
      busy: [{ start: at('2027-03-28T00:30-01:00'), end: at('2027-03-28T00:45-01:00') }],
    })
    const rules = { durationMinutes: 30, slotIntervalMinutes: 30 }
    const slots = findSlots(aQuestion({ range: daysAround('2027-03-28'), hosts: [host], rules }))
    assert.deepEqual(
      slots.map((slot) => shownIn(timeZone, slot.start)),
      ['2027-03-28T00:00-01:00', '2027-03-28T01:00-01:00', '2027-03-28T01:30-01:00']
    )
  })
})

test.group('Days of a host', () => {
  test('a day of 25 hours is one day to a limit', ({ assert }) => {
    const timeZone = 'America/New_York'
    const host = aHost({
      timeZone,
      weeklyHours: [],
      overrides: ['2026-11-01', '2026-11-02'].map((date) => ({
        date,
        windows: [{ start: '12:00', end: '14:00' }],
      })),
      taken: [
        claimed('2026-11-01T00:00-04:00', '2026-11-01T00:30-04:00'),
        claimed('2026-11-01T23:30-05:00', '2026-11-02T00:00-05:00'),
      ],
      dailyLimit: 2,
    })
    const slots = findSlots(aQuestion({ range: daysAround('2026-11-01'), hosts: [host] }))
    assert.deepEqual(
      slots.map((slot) => shownIn(timeZone, slot.start)),
      ['2026-11-02T12:00-05:00', '2026-11-02T13:00-05:00']
    )
  })

  test('a limit counts an hour of the repeated evening to the date it shows', ({ assert }) => {
    const timeZone = 'America/St_Johns'
    const host = aHost({
      timeZone,
      weeklyHours: [],
      overrides: [{ date: '2010-11-07', windows: [{ start: '00:00', end: '01:00' }] }],
      taken: [claimed('2010-11-06T12:00-02:30', '2010-11-06T13:00-02:30')],
      dailyLimit: 1,
    })
    const slots = findSlots(
      aQuestion({
        now: at('2009-01-01T00:00Z'),
        range: daysAround('2010-11-07'),
        hosts: [host],
        rules: { durationMinutes: 30, slotIntervalMinutes: 30 },
      })
    )
    assert.deepEqual(
      slots.map((slot) => shownIn(timeZone, slot.start)),
      ['2010-11-07T00:00-02:30', '2010-11-07T00:00-03:30', '2010-11-07T00:30-03:30']
    )
  })

  test('the horizon ends with a date of the host, not of the client or of UTC', ({ assert }) => {
    const timeZone = 'Pacific/Kiritimati'
    const host = aHost({
      timeZone,
      weeklyHours: ([0, 1, 2, 3, 4, 5, 6] as const).map((weekday) => ({
        weekday,
        start: '00:00',
        end: '24:00',
      })),
    })
    const slots = findSlots(
      aQuestion({
        now: at('2026-12-01T23:00+14:00'),
        range: daysAround('2026-12-02'),
        hosts: [host],
        rules: { horizonDays: 1, durationMinutes: 480, slotIntervalMinutes: 480 },
      })
    )
    assert.deepEqual(
      slots.map((slot) => shownIn(timeZone, slot.start)),
      ['2026-12-02T00:00+14:00', '2026-12-02T08:00+14:00', '2026-12-02T16:00+14:00']
    )
  })

  test('a week crosses a change of offset and the turn of the year whole', ({ assert }) => {
    const taken = ['2026-12-28', '2026-12-30', '2027-01-03'].map((date) =>
      claimed(`${date}T10:00Z`, `${date}T11:00Z`)
    )
    const range = { start: at('2026-12-27T00:00Z'), end: at('2027-01-05T00:00Z') }
    const host = aHost({ taken, weeklyLimit: 3 })
    const slots = findSlots(aQuestion({ range, hosts: [host] }))
    assert.deepEqual(
      [...new Set(slots.map((slot) => shownIn('UTC', slot.start).slice(0, 10)))],
      ['2027-01-04']
    )
  })
})

/** From a day and a half before the date to two days after it. */
function daysAround(date: string): { start: number; end: number } {
  const before = dateOf(dayOf(date) - 1)
  const after = dateOf(dayOf(date) + 3)
  return { start: startOfDay('UTC', before) - 12 * 3_600_000, end: startOfDay('UTC', after) }
}
