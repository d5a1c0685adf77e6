import { test } from '@japa/runner'
import ICAL from 'ical.js'
import { repeatedTimes, repeatRuleOf, TooMuchEffort } from '#services/calendars/repeats'

const NINE = '1997-09-02T09:00:00'

interface Asked {
  start?: string
  from?: string
  to?: string
  most?: number
  effort?: number
}

function timesOf(rule: string, asked: Asked = {}): string[] {
  const { start = NINE, to = '1998-12-31T00:00:00', most = 8, effort = 1_000_000 } = asked
  const from = asked.from ?? start
  const around = { from: Date.parse(`${from}Z`), to: Date.parse(`${to}Z`) }
  const recur = repeatRuleOf(ICAL.Recur.fromString(rule), null)
  const times = repeatedTimes(recur, Date.parse(`${start}Z`), around, { left: effort })
  return [...times].slice(0, most).map((time) => {
    const written = new Date(time).toISOString().slice(0, 16)
    return written.endsWith('T09:00') ? written.slice(0, 10) : written
  })
}

const EXAMPLES: { rule: string; start?: string; to?: string; times: string }[] = [
  { rule: 'FREQ=DAILY;COUNT=3', times: '1997-09-02 1997-09-03 1997-09-04' },
  { rule: 'FREQ=DAILY;INTERVAL=10;COUNT=3', times: '1997-09-02 1997-09-12 1997-09-22' },
  {
    rule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=4;WKST=SU;BYDAY=TU,TH',
    times: '1997-09-02 1997-09-04 1997-09-16 1997-09-18',
  },
  {
    rule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO',
    start: '1997-08-05T09:00:00',
    times: '1997-08-05 1997-08-10 1997-08-19 1997-08-24',
  },
  {
    rule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU',
    start: '1997-08-05T09:00:00',
    times: '1997-08-05 1997-08-17 1997-08-19 1997-08-31',
  },
  {
    rule: 'FREQ=MONTHLY;COUNT=3;BYDAY=1FR',
    start: '1997-09-05T09:00:00',
    times: '1997-09-05 1997-10-03 1997-11-07',
  },
  {
    rule: 'FREQ=MONTHLY;COUNT=3;BYDAY=-2MO',
    start: '1997-09-22T09:00:00',
    times: '1997-09-22 1997-10-20 1997-11-17',
  },
  {
    rule: 'FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3',
    start: '1997-09-28T09:00:00',
    times: '1997-09-28 1997-10-29 1997-11-28',
  },
  {
    rule: 'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=3',
    start: '1998-02-13T09:00:00',
    times: '1998-02-13 1998-03-13 1998-11-13',
  },
  {
    rule: 'FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3',
    start: '1997-09-04T09:00:00',
    times: '1997-09-04 1997-10-07 1997-11-06',
  },
  {
    rule: 'FREQ=YEARLY;INTERVAL=3;COUNT=4;BYYEARDAY=1,100,200',
    start: '1997-01-01T09:00:00',
    to: '2004-01-01T00:00:00',
    times: '1997-01-01 1997-04-10 1997-07-19 2000-01-01',
  },
  {
    rule: 'FREQ=YEARLY;BYDAY=20MO;COUNT=2',
    start: '1997-05-19T09:00:00',
    times: '1997-05-19 1998-05-18',
  },
  {
    rule: 'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=2',
    start: '1997-05-12T09:00:00',
    times: '1997-05-12 1998-05-11',
  },
  {
    rule: 'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8',
    start: '1996-11-05T09:00:00',
    to: '2005-01-01T00:00:00',
    times: '1996-11-05 2000-11-07 2004-11-02',
  },
  {
    rule: 'FREQ=HOURLY;INTERVAL=3;COUNT=3',
    times: '1997-09-02 1997-09-02T12:00 1997-09-02T15:00',
  },
  {
    rule: 'FREQ=MINUTELY;INTERVAL=90;COUNT=3',
    times: '1997-09-02 1997-09-02T10:30 1997-09-02T12:00',
  },
]

test.group('Rules of repetition', () => {
  test('are read as RFC 5545 has it: {rule}')
    .with(EXAMPLES)
    .run(({ assert }, { rule, start, to, times }) => {
      assert.equal(timesOf(rule, { start, to }).join(' '), times)
    })

  test('leave out days that do not exist', ({ assert }) => {
    const days = timesOf('FREQ=MONTHLY', { start: '1998-01-31T09:00:00', most: 3 })
    assert.deepEqual(days, ['1998-01-31', '1998-03-31', '1998-05-31'])
    const leapDays = timesOf('FREQ=YEARLY', {
      start: '1996-02-29T09:00:00',
      to: '2004-12-31T00:00:00',
    })
    assert.deepEqual(leapDays, ['1996-02-29', '2000-02-29', '2004-02-29'])
  })

  test('begin where they are wanted, and count what was before', ({ assert }) => {
    const from = '1998-01-01T00:00:00'
    assert.deepEqual(timesOf('FREQ=WEEKLY', { from, most: 2 }), ['1998-01-06', '1998-01-13'])
    assert.deepEqual(timesOf('FREQ=WEEKLY;COUNT=19', { from }), ['1998-01-06'])
    assert.deepEqual(timesOf('FREQ=WEEKLY;COUNT=18', { from }), [])
  })

  test('that never hold come to an end: {$self}')
    .with([
      'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
      'FREQ=DAILY;INTERVAL=7;BYDAY=MO',
      'FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30',
      'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=10',
      'FREQ=YEARLY;INTERVAL=999999999',
      'FREQ=HOURLY;INTERVAL=24;BYHOUR=5',
    ])
    .run(({ assert }, rule) => {
      assert.deepEqual(timesOf(rule), ['1997-09-02'])
    })

  test('that ask for too much are given up', ({ assert }) => {
    const start = '1900-01-01T00:00:00'
    assert.throws(
      () => timesOf('FREQ=SECONDLY;COUNT=900000000', { start, from: NINE }),
      TooMuchEffort
    )
  })
})
