import { test } from '@japa/runner'
import { weekGlance } from '#formats/times/week_glance'
import type { Weekday, WeeklyRange } from '#scheduling/types'

const on = (days: number[], start: string, end: string): WeeklyRange[] =>
  days.map((weekday) => ({ weekday: weekday as Weekday, start, end }))

const glance = (week: WeeklyRange[], firstDay = 1, locale = 'en-GB') =>
  weekGlance(week, firstDay, locale)
    .map(({ days, hours }) => `${days} ${hours}`.replaceAll('\u00a0', ' '))
    .join('; ')

test.group('A week at a glance', () => {
  test('names days in a row by their ends', ({ assert }) => {
    assert.equal(glance(on([1, 2, 3, 4, 5], '09:00', '17:00')), 'Mon – Fri 09:00 – 17:00')
  })

  test('joins days with the same hours, wherever they stand', ({ assert }) => {
    const week = [
      ...on([5, 4, 3, 2, 1], '09:00', '12:30'),
      ...on([1, 2, 4], '13:00', '19:00'),
      ...on([3, 5], '13:00', '17:00'),
    ]
    assert.equal(
      glance(week),
      'Mon, Tue, Thu 09:00 – 12:30, 13:00 – 19:00; Wed, Fri 09:00 – 12:30, 13:00 – 17:00'
    )
  })

  test('begins with the week, and never runs past its end', ({ assert }) => {
    const week = on([6, 0, 1], '10:00', '24:00')
    assert.equal(glance(week), 'Mon, Sat, Sun 10:00 – 24:00')
    assert.equal(glance(week, 6), 'Sat – Mon 10:00 – 24:00')
    assert.equal(glance(week, 0, 'en-US'), 'Sun, Mon, Sat 10:00 AM – 12:00 AM')
  })

  test('of nobody who is ever there is empty', ({ assert }) => {
    assert.isEmpty(weekGlance([], 1, 'en-GB'))
  })
})
