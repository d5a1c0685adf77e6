import { test } from '@japa/runner'
import { unitedWeek } from '#scheduling/openings/united_week'
import type { Weekday } from '#scheduling/types'

const on = (weekday: Weekday, start: string, end: string) => ({ weekday, start, end })

test.group('A week of several', () => {
  test('is open when one of them is', ({ assert }) => {
    assert.deepEqual(
      unitedWeek([
        ...[on(1, '13:00', '17:00'), on(1, '09:00', '12:00'), on(2, '10:00', '12:00')],
        ...[on(1, '12:00', '13:00'), on(2, '11:00', '11:30'), on(2, '14:00', '18:00')],
      ]),
      [on(1, '09:00', '17:00'), on(2, '10:00', '12:00'), on(2, '14:00', '18:00')]
    )
  })

  test('goes on past midnight where one of them does', ({ assert }) => {
    assert.deepEqual(unitedWeek([on(5, '18:00', '23:00'), on(5, '20:00', '02:00')]), [
      on(5, '18:00', '02:00'),
    ])
    assert.deepEqual(unitedWeek([on(5, '18:00', '02:00'), on(5, '20:00', '24:00')]), [
      on(5, '18:00', '02:00'),
    ])
  })
})
