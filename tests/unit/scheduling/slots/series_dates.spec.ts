import { test } from '@japa/runner'
import { seriesDates } from '#scheduling/slots/series_dates'

const FRIDAYS = { firstDate: '2026-11-06', lastDate: null, everyWeeks: 1 }

test.group('The dates of a series', () => {
  test('come every week from today on, as far as asked, both included', ({ assert }) => {
    assert.deepEqual(seriesDates(FRIDAYS, '2026-11-20', 14), [
      '2026-11-20',
      '2026-11-27',
      '2026-12-04',
    ])
  })

  test('begin with the first one where that lies ahead, however far', ({ assert }) => {
    const three = ['2026-11-06', '2026-11-13', '2026-11-20']
    assert.deepEqual(seriesDates(FRIDAYS, '2026-10-30', 14), three)
    assert.deepEqual(seriesDates(FRIDAYS, '2024-01-01', 14), three)
  })

  test('keep their rhythm of several weeks from the first one', ({ assert }) => {
    const every = { ...FRIDAYS, everyWeeks: 2 }
    assert.deepEqual(seriesDates(every, '2026-11-10', 20), ['2026-11-20'])
  })

  test('end with the last date, included', ({ assert }) => {
    const ending = { ...FRIDAYS, lastDate: '2026-11-27' }
    assert.deepEqual(seriesDates(ending, '2026-11-21', 90), ['2026-11-27'])
  })
})
