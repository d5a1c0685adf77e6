import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { weeklyStarts } from '#scheduling/openings/weekly_starts'

const onTheWall = (starts: number[], timeZone: string) =>
  starts.map((start) => DateTime.fromMillis(start, { zone: timeZone }).toFormat('yyyy-MM-dd HH:mm'))

test.group('Weekly starts', () => {
  test('keep the hour on the wall when the clocks change', ({ assert }) => {
    const rhythm = { date: '2026-03-24', time: '09:30', weeksApart: 1, count: 3 }
    const starts = weeklyStarts({ ...rhythm, timeZone: 'Europe/London' })
    const hours = ['2026-03-24 09:30', '2026-03-31 09:30', '2026-04-07 09:30']
    assert.deepEqual(onTheWall(starts, 'Europe/London'), hours)
    assert.equal(starts[1] - starts[0], (7 * 24 - 1) * 3_600_000)
  })

  test('move an hour that the clocks skip on by the gap, on that date alone', ({ assert }) => {
    const rhythm = { date: '2026-03-22', time: '01:30', weeksApart: 1, count: 3 }
    const starts = weeklyStarts({ ...rhythm, timeZone: 'Europe/London' })
    const hours = ['2026-03-22 01:30', '2026-03-29 02:30', '2026-04-05 01:30']
    assert.deepEqual(onTheWall(starts, 'Europe/London'), hours)
  })

  test('leave out weeks, over the end of a year', ({ assert }) => {
    const rhythm = { date: '2026-12-22', time: '18:00', weeksApart: 2, count: 3 }
    const starts = weeklyStarts({ ...rhythm, timeZone: 'America/New_York' })
    const hours = ['2026-12-22 18:00', '2027-01-05 18:00', '2027-01-19 18:00']
    assert.deepEqual(onTheWall(starts, 'America/New_York'), hours)
  })
})
