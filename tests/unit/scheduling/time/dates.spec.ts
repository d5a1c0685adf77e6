import { test } from '@japa/runner'
import { dateOf, dayOf, isDate, isWallTime, weekStart, weekdayOf } from '#scheduling/time/dates'

test.group('Dates as integers', () => {
  test('go there and back, before 1970 too', ({ assert }) => {
    for (const date of ['1970-01-01', '1969-12-31', '2028-02-29', '2199-12-31']) {
      assert.equal(dateOf(dayOf(date)), date)
    }
    assert.equal(dayOf('2028-03-01') - dayOf('2028-02-28'), 2)
  })

  test('{$self} is not a date')
    .with([
      '2026-02-29',
      '2026-13-05',
      '2026-00-10',
      '2026-04-31',
      '26-04-30',
      '2026-4-3',
      '0026-04-30',
    ])
    .run(({ assert }, text) => {
      assert.isFalse(isDate(text))
      assert.throws(() => dayOf(text), RangeError)
    })

  test('know their weekday and the beginning of their week', ({ assert }) => {
    const sunday = dayOf('2026-12-06')
    assert.equal(weekdayOf(sunday), 0)
    assert.equal(weekdayOf(dayOf('1969-12-31')), 3)
    assert.equal(dateOf(weekStart(sunday, 0)), '2026-12-06')
    assert.equal(dateOf(weekStart(sunday, 1)), '2026-11-30')
    assert.equal(dateOf(weekStart(dayOf('1969-12-31'), 6)), '1969-12-27')
  })

  test('are spoken of in wall times from 00:00 to 24:00', ({ assert }) => {
    assert.isTrue(['00:00', '09:05', '23:59', '24:00'].every(isWallTime))
    assert.isFalse(['24:01', '9:00', '09:60', '', '09:00:00', '-1:00'].some(isWallTime))
  })
})
