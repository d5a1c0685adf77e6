import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { timesOfDay } from '#formats/times/times_of_day'

const LONDON = 'Europe/London'

/** The columns of each row, a dash where nothing is offered. */
function rows(times: string[], interval: number, zone = LONDON, date = '2026-01-15') {
  const slots = times.map((time) => {
    const start = DateTime.fromISO(`${date}T${time}`, { zone: LONDON }).toMillis()
    return { start, end: start + 1_800_000 }
  })
  const { columns, parts } = timesOfDay({ slots, intervalMinutes: interval }, zone, 'en-GB')
  return {
    columns,
    parts: Object.fromEntries(
      parts.map(({ name, hours }) => [
        name,
        hours.map((hour) => hour.map((time) => time?.start ?? '–').join(' ')),
      ])
    ),
  }
}

test.group('Times set in columns', () => {
  test('have a row per hour and a column per start within it', ({ assert }) => {
    assert.deepEqual(rows(['09:00', '09:30', '10:30', '13:00', '18:30'], 30), {
      columns: 2,
      parts: {
        morning: ['09:00 09:30', '– 10:30'],
        afternoon: ['13:00 –'],
        evening: ['– 18:30'],
      },
    })
  })

  test('stand under the part of the day that they are in', ({ assert }) => {
    const { parts } = rows(['00:00', '04:30', '05:00', '12:00', '17:00'], 30)
    assert.deepEqual(Object.keys(parts), ['night', 'morning', 'afternoon', 'evening'])
    assert.deepEqual(parts.night, ['00:00 –', '– 04:30'])
  })

  test('follow the interval of the service', ({ assert }) => {
    assert.equal(rows(['09:00'], 60).columns, 1)
    assert.equal(rows(['09:20'], 20).columns, 3)
  })

  test('have no dashes where the hour is no grid', ({ assert }) => {
    const every45 = ['09:00', '09:45', '10:30', '11:15', '12:00', '12:45']
    assert.deepEqual(rows(every45, 45), {
      columns: 4,
      parts: { morning: ['09:00 09:45 10:30 11:15'], afternoon: ['12:00 12:45'] },
    })
    assert.deepEqual(rows(['09:00', '10:30', '12:00'], 90).parts, {
      morning: ['09:00 10:30'],
      afternoon: ['12:00'],
    })
    assert.deepEqual(rows(['09:00', '11:00'], 120).parts, { morning: ['09:00', '11:00'] })
  })

  test('begin where the openings do', ({ assert }) => {
    assert.deepEqual(rows(['09:10', '09:40', '10:10'], 30).parts.morning, [
      '09:10 09:40',
      '10:10 –',
    ])
  })

  test('follow one another where two grids meet in an hour', ({ assert }) => {
    assert.deepEqual(rows(['09:00', '09:10', '09:30', '09:40', '09:50', '10:00'], 30), {
      columns: 4,
      parts: { morning: ['09:00 09:10 09:30 09:40', '09:50', '10:00'] },
    })
  })

  test('are those of the zone asked for, half-hour offsets too', ({ assert }) => {
    assert.deepEqual(rows(['09:00', '09:30'], 30, 'Asia/Kolkata').parts, {
      afternoon: ['– 14:30', '15:00 –'],
    })
  })

  test('tell the two runs of a repeated hour apart', ({ assert }) => {
    const first = DateTime.fromISO('2026-10-25T00:30Z').toMillis()
    const slots = [first, first + 3_600_000].map((start) => ({ start, end: start + 1_800_000 }))
    const { parts } = timesOfDay({ slots, intervalMinutes: 60 }, LONDON, 'en-GB')
    assert.deepEqual(
      parts[0].hours.flat().map((time) => time?.start),
      ['01:30 (GMT+1)', '01:30 (GMT)']
    )
  })

  test('stand first, once, where they are suggested and others are not', ({ assert }) => {
    const slots = [9, 10, 11, 12].map((hour) => {
      const start = Date.UTC(2026, 0, 15, hour)
      return { start, end: start + 3_600_000 }
    })
    const shown = (suggested: typeof slots) =>
      timesOfDay({ slots, intervalMinutes: 60, suggested }, LONDON, 'en-GB').parts.map(
        ({ name, hours }) => `${name} ${hours.flat().map((time) => time?.start)}`
      )
    assert.deepEqual(shown([slots[1], slots[3]]), ['suggested 10:00,12:00', 'morning 09:00,11:00'])
    assert.deepEqual(shown(slots), ['morning 09:00,10:00,11:00', 'afternoon 12:00'])
  })
})
