import { test } from '@japa/runner'
import { emptyReason } from '#scheduling/reasons/empty_reason'
import { aHost, aQuestion, at, span } from '#tests/support/questions'

/** Tuesday 1 to Monday 7 December: open from Tuesday to Friday, and on Monday. */
const week = span('2026-12-01T00:00Z', '2026-12-08T00:00Z')

test.group('Why a span has nothing on offer', () => {
  test('a switched off service is not bookable', ({ assert }) => {
    assert.deepEqual(emptyReason(aQuestion({ rules: { isActive: false } }), week), {
      code: 'not_bookable',
    })
  })

  test('nor is one that nobody gives', ({ assert }) => {
    assert.deepEqual(emptyReason(aQuestion({ hosts: [] }), week), { code: 'not_bookable' })
  })

  test('what is taken says more than what is too soon or too far', ({ assert }) => {
    const question = aQuestion({
      now: at('2026-12-01T20:00Z'),
      rules: { horizonDays: 1 },
      hosts: [aHost({ busy: [span('2026-12-02T09:00Z', '2026-12-02T12:00Z')] })],
    })
    assert.deepEqual(emptyReason(question, week), { code: 'taken' })
  })

  test('names the last date of the horizon', ({ assert }) => {
    const question = aQuestion({ now: at('2026-11-01T12:00Z'), rules: { horizonDays: 10 } })
    assert.deepEqual(emptyReason(question, week), { code: 'too_far', lastDate: '2026-11-11' })
  })

  test('so it does where nobody is open there either', ({ assert }) => {
    const question = aQuestion({
      now: at('2026-11-01T12:00Z'),
      rules: { horizonDays: 10 },
      hosts: [aHost({ weeklyHours: [] })],
    })
    assert.deepEqual(emptyReason(question, week), { code: 'too_far', lastDate: '2026-11-11' })
  })

  test('names the first date of a fixed range', ({ assert }) => {
    const question = aQuestion({ rules: { bookableFrom: '2027-01-01' } })
    assert.deepEqual(emptyReason(question, week), { code: 'too_early', firstDate: '2027-01-01' })
  })

  test('names the earliest start where all is too soon', ({ assert }) => {
    const question = aQuestion({
      now: at('2026-12-01T00:00Z'),
      rules: { minimumNoticeMinutes: 14_400 },
    })
    const earliest = at('2026-12-11T00:00Z')
    assert.deepEqual(emptyReason(question, week), { code: 'too_soon', earliest })
  })

  test('closed is closed', ({ assert }) => {
    const question = aQuestion({ hosts: [aHost({ weeklyHours: [] })] })
    assert.deepEqual(emptyReason(question, week), { code: 'outside_hours' })
  })
})
