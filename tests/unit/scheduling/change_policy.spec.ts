import { test } from '@japa/runner'
import { changePolicy, isInTime, lastMoment, movesLeft } from '#scheduling/change_policy'

const START = Date.UTC(2026, 0, 15, 9, 30)
const BUSINESS = { rescheduleCutoffMinutes: 60, cancelCutoffMinutes: 0, maxMoves: 3 }

test.group('What a client may change', () => {
  test('until the cut-off, that moment included, and not a millisecond longer', ({ assert }) => {
    const last = lastMoment(START, 1440)
    assert.equal(last, Date.UTC(2026, 0, 14, 9, 30))
    assert.deepEqual(
      [last - 1, last, last + 1].map((now) => isInTime(START, 1440, now)),
      [true, true, false]
    )
  })

  test('without a cut-off until it begins', ({ assert }) => {
    assert.deepEqual(
      [START - 1, START, START + 1].map((now) => isInTime(START, 0, now)),
      [true, false, false]
    )
  })

  test('a service’s own word wins, also when it is none', ({ assert }) => {
    const silent = { rescheduleCutoffMinutes: null, cancelCutoffMinutes: null, maxMoves: null }
    assert.deepEqual(changePolicy(silent, BUSINESS), BUSINESS)
    const none = { rescheduleCutoffMinutes: 0, cancelCutoffMinutes: 120, maxMoves: 0 }
    assert.deepEqual(changePolicy(none, BUSINESS), none)
  })

  test('so often, or as often as they like', ({ assert }) => {
    assert.deepEqual(
      [0, 2, 3, 9].map((moved) => movesLeft(BUSINESS, moved)),
      [3, 1, 0, 0]
    )
    assert.isNull(movesLeft({ ...BUSINESS, maxMoves: null }, 9))
  })
})
