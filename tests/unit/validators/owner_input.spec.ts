import { test } from '@japa/runner'
import { readWallTime } from '#validators/availability/wall_time'
import { checkWeek } from '#validators/availability/week_check'
import type { DayRow } from '#validators/availability/week_form'

test.group('Wall times as people type them', () => {
  for (const [typed, read] of [
    ['9', '09:00'],
    ['09:30', '09:30'],
    ['9.30', '09:30'],
    ['0930', '09:30'],
    ['9am', '09:00'],
    ['12 am', '00:00'],
    ['12pm', '12:00'],
    ['9:30 p.m.', '21:30'],
    ['23:59', '23:59'],
    ['24:00', null],
    ['25:00', null],
    ['9:60', null],
    ['13pm', null],
    ['', null],
    ['noon', null],
  ] as const) {
    test(`"${typed}" is ${read ?? 'no time'}`, ({ assert }) => {
      assert.equal(readWallTime(typed), read)
    })
  }

  test('the day may end at 24:00', ({ assert }) => {
    assert.equal(readWallTime('24:00', { isEnd: true }), '24:00')
    assert.isNull(readWallTime('24:30', { isEnd: true }))
  })
})

test.group('A week as it is typed', () => {
  const monday = (...ranges: [string, string][]): DayRow => ({
    weekday: 1,
    isOpen: true,
    ranges: ranges.map(([from, to]) => ({ from, to })),
  })

  test('ranges may touch, and run past midnight', ({ assert }) => {
    const { hours, errors } = checkWeek([
      monday(['09:00', '12:00'], ['12:00', '14:00'], ['22:00', '02:00']),
    ])
    assert.isEmpty(errors)
    assert.lengthOf(hours, 3)
  })

  test('a night meets the evening before it', ({ assert }) => {
    const { errors } = checkWeek([monday(['20:00', '02:00'], ['23:00', '23:30'])])
    assert.deepEqual(errors['days.1.ranges.1.from'], {
      code: 'overlap',
      ranges: [
        { weekday: 1, start: '20:00', end: '02:00' },
        { weekday: 1, start: '23:00', end: '23:30' },
      ],
    })
  })

  test('a night meets the morning after it, from Saturday to Sunday too', ({ assert }) => {
    const night: DayRow = { ...monday(['22:00', '03:00']), weekday: 6 }
    const morning: DayRow = { ...monday(['02:00', '09:00']), weekday: 0 }
    assert.equal(checkWeek([morning, night]).errors['days.6.ranges.0.from'].code, 'overlap')
    const later: DayRow = { ...morning, ranges: [{ from: '03:00', to: '09:00' }] }
    assert.isEmpty(checkWeek([later, night]).errors)
  })

  test('a night may last twelve hours, not more', ({ assert }) => {
    assert.isEmpty(checkWeek([monday(['20:00', '08:00'])]).errors)
    const { errors } = checkWeek([monday(['20:00', '08:01'])])
    assert.equal(errors['days.1.ranges.0.to'].code, 'inverted')
  })

  test('what a closed day holds is not read', ({ assert }) => {
    const { hours, errors } = checkWeek([{ ...monday(['x', 'y']), isOpen: false }])
    assert.isEmpty(errors)
    assert.isEmpty(hours)
  })
})
