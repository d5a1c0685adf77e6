import { test } from '@japa/runner'
import { openingRows } from '#formats/times/opening_rows'

test.group('openingRows', () => {
  test('sets days apart from hours, and leaves a sentence whole', ({ assert }) => {
    const rows = openingRows('Monday to Friday: 9:00 to 20:00\n\nSat 9–13\nClosed on Sundays')
    assert.deepEqual(rows, [
      { days: 'Monday to Friday', hours: '9:00 to 20:00' },
      { days: 'Sat', hours: '9–13' },
      { days: 'Closed on Sundays', hours: '' },
    ])
  })
})
