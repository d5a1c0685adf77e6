import { test } from '@japa/runner'
import { addMonths, monthGrid, weekdayNames } from '#formats/times/month_grid'

test.group('The month grid', () => {
  test('sets the days in weeks that begin on the weekday asked for', ({ assert }) => {
    const monday = monthGrid('2026-02', new Map(), '2026-02-12', 1)
    assert.deepEqual(
      monday[0].map((day) => day?.number ?? null),
      [null, null, null, null, null, null, 1]
    )
    assert.lengthOf(monday, 5)
    const sunday = monthGrid('2026-02', new Map(), '2026-02-12', 0)
    assert.equal(sunday[0][0]?.date, '2026-02-01')
    assert.lengthOf(sunday, 4)
  })

  test('marks today, and how much is free beside the fullest day', ({ assert }) => {
    const counts = new Map([
      ['2026-01-13', 4],
      ['2026-01-15', 9],
      ['2026-01-23', 2],
      ['2026-01-29', 7],
    ])
    const days = monthGrid('2026-01', counts, '2026-01-12', 1).flat()
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

  test('names the weekdays in the order of the grid', ({ assert }) => {
    assert.deepEqual(
      weekdayNames('en-GB', 1).map(({ short }) => short),
      ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']
    )
    assert.equal(weekdayNames('de-DE', 0)[0].long, 'Sonntag')
  })

  test('turns the year', ({ assert }) => {
    assert.equal(addMonths('2026-12', 1), '2027-01')
    assert.equal(addMonths('2026-01', -1), '2025-12')
  })
})
