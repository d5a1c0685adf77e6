import { test } from '@japa/runner'
import { addMonths, dayStrip, weekdayNames, weeksGrid } from '#formats/times/month_grid'
import { dayOf } from '#scheduling/time/dates'

const NONE = new Map<string, number>()

test.group('The calendar', () => {
  test('begins with this week, without the days of it that are over', ({ assert }) => {
    const weeks = weeksGrid(dayOf('2026-11-23'), NONE, '2026-11-28')
    assert.deepEqual(
      weeks[0].map((day) => day?.number ?? null),
      [null, null, null, null, null, 28, 29]
    )
    assert.deepEqual([weeks.length, weeks[4][6]?.date], [5, '2026-12-27'])
    const later = weeksGrid(dayOf('2026-12-28'), NONE, '2026-11-28')
    assert.equal(later[0][0]?.date, '2026-12-28')
  })

  test('names a month at the beginning and where it changes, with a line round it', ({
    assert,
  }) => {
    const days = weeksGrid(dayOf('2026-11-23'), NONE, '2026-11-28')
      .flat()
      .filter((day) => day !== null)
    const dates = (mark: 'namesMonth' | 'isInFirstWeek' | 'isFirst') =>
      days.filter((day) => day[mark]).map(({ date }) => date.slice(5))
    assert.deepEqual(dates('namesMonth'), ['11-28', '12-01'])
    assert.deepEqual(dates('isFirst'), ['12-01'])
    assert.deepEqual(dates('isInFirstWeek'), [
      ...['12-01', '12-02', '12-03', '12-04', '12-05', '12-06', '12-07'],
    ])
  })

  test('has no line where a month begins it', ({ assert }) => {
    const days = weeksGrid(dayOf('2026-06-01'), NONE, '2026-06-01').flat()
    const marked = days.filter((day) => day?.isInFirstWeek || day?.isFirst)
    assert.deepEqual(
      marked.map((day) => day?.date.slice(0, 7)),
      Array.from({ length: 5 }, () => '2026-07')
    )
  })

  test('marks today, and how much is free beside the fullest day', ({ assert }) => {
    const counts = new Map([
      ['2026-01-13', 4],
      ['2026-01-15', 9],
      ['2026-01-23', 2],
      ['2026-01-29', 7],
    ])
    const days = weeksGrid(dayOf('2026-01-12'), counts, '2026-01-12').flat()
    const free = (date: string) => days.find((day) => day?.date === date)?.free
    assert.deepEqual(
      ['2026-01-12', '2026-01-13', '2026-01-15', '2026-01-23', '2026-01-29'].map(free),
      [0, 2, 4, 1, 4]
    )
    assert.deepEqual(
      days.filter((day) => day?.isToday).map((day) => day?.date),
      ['2026-01-12']
    )
  })

  test('is a row of the days with times on a phone, with a divider between weeks', ({ assert }) => {
    const counts = new Map([
      ['2026-11-30', 8],
      ['2026-12-03', 6],
      ['2026-12-07', 1],
      ['2026-12-08', 2],
    ])
    const strip = dayStrip(weeksGrid(dayOf('2026-11-23'), counts, '2026-11-28'))
    assert.deepEqual(
      strip.map(({ number, namesMonth, turnsWeek }) => [number, namesMonth, turnsWeek]),
      [
        [30, true, false],
        [3, true, false],
        [7, false, true],
        [8, false, false],
      ]
    )
  })

  test('names the weekdays in the order of the grid', ({ assert }) => {
    assert.deepEqual(
      weekdayNames('en-GB', 1).map(({ short }) => short),
      ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']
    )
    assert.equal(weekdayNames('de-DE', 0)[0].long, 'Sonntag')
    assert.equal(weekdayNames('ar-EG', 1)[0].short, 'ن')
  })

  test('turns the year', ({ assert }) => {
    assert.equal(addMonths('2026-12', 1), '2027-01')
    assert.equal(addMonths('2026-01', -1), '2025-12')
  })
})
