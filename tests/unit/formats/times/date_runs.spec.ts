import { test } from '@japa/runner'
import { dateRuns } from '#formats/times/date_runs'

const closed = (date: string, reason: string | null = null) => ({ date, windows: [], reason })

test.group('Dates in a row', () => {
  const lengthsOf = (overrides: Parameters<typeof dateRuns>[0]) =>
    dateRuns(overrides).map(({ first, last, count }) => `${first.date} ${last.date} ${count}`)

  test('are one line, over the end of a month and a year too', ({ assert }) => {
    assert.deepEqual(
      lengthsOf([closed('2026-12-31'), closed('2027-01-01'), closed('2027-01-02')]),
      ['2026-12-31 2027-01-02 3']
    )
  })

  test('end at a gap, another reason and other hours', ({ assert }) => {
    const open = { date: '2026-12-05', windows: [{ start: '10:00', end: '12:00' }], reason: 'x' }
    assert.lengthOf(
      lengthsOf([
        closed('2026-12-01'),
        closed('2026-12-03'),
        closed('2026-12-04', 'x'),
        open,
        { ...open, date: '2026-12-06', windows: [{ start: '10:00', end: '13:00' }] },
      ]),
      5
    )
  })

  test('there may be none', ({ assert }) => {
    assert.isEmpty(dateRuns([]))
  })
})
