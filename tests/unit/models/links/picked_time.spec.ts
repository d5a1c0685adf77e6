import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { PickedTimeError, readPickedTime } from '#models/links/picked_time'

const MINUTE = 60_000

const read = (written: string) => readPickedTime(written, 'Europe/London', 60)

test.group('A picked time', () => {
  test('is read by the clock of the business, or by its own offset', ({ assert }) => {
    const start = DateTime.fromISO('2027-07-15T08:30:00Z').toMillis()
    for (const written of ['2027-07-15T09:30', '2027-07-15T08:30Z', '2027-07-15T10:30+02:00']) {
      assert.deepEqual(read(written), { start, end: start + 60 * MINUTE })
    }
  })

  test('has the usual length, or its own', ({ assert }) => {
    const { start, end } = read('2027-01-15T09:30/PT1H30M')
    assert.equal(end - start, 90 * MINUTE)
  })

  test('is refused where it says no time or no length: {$self}')
    .with([
      ...['', 'tomorrow', '2027-01-15', '2027-02-30T09:00', '2027-01-15T09:30/'],
      ...['2027-01-15T09:30/45', '2027-01-15T09:30/PT1M', '2027-01-15T09:30/PT25H'],
      '2027-01-15T09:30/PT30M/PT30M',
    ])
    .run(({ assert }, written) => {
      assert.throws(() => read(written), PickedTimeError)
    })
})
