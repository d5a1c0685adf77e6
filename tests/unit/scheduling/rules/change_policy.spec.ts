import { test } from '@japa/runner'
import { changePolicy, changeTerms } from '#scheduling/rules/change_policy'

const START = Date.UTC(2026, 0, 15, 9, 30)
const BUSINESS = { rescheduleCutoffMinutes: 60, cancelCutoffMinutes: 0, maxMoves: 3 }
const BOOKING = { startsAt: START, isWaiting: false, moved: 0 }

test.group('What a client may change', () => {
  test('until the cut-off, that moment included, and not a millisecond longer', ({ assert }) => {
    const policy = { rescheduleCutoffMinutes: 1440, cancelCutoffMinutes: 120, maxMoves: null }
    const { moveUntil, cancelUntil } = changeTerms(policy, BOOKING, START)
    assert.equal(moveUntil, Date.UTC(2026, 0, 14, 9, 30))
    assert.equal(cancelUntil, Date.UTC(2026, 0, 15, 7, 30))
    const at = (now: number) => changeTerms(policy, BOOKING, now)
    assert.deepEqual(
      [-1, 0, 1].map((past) => at(moveUntil + past).isInTimeToMove),
      [true, true, false]
    )
    assert.deepEqual(
      [-1, 0, 1].map((past) => at(cancelUntil + past).isInTimeToCancel),
      [true, true, false]
    )
  })

  test('without a cut-off until it begins', ({ assert }) => {
    const policy = { ...BUSINESS, rescheduleCutoffMinutes: 0 }
    assert.deepEqual(
      [START - 1, START, START + 1].map((now) => changeTerms(policy, BOOKING, now).isInTimeToMove),
      [true, false, false]
    )
  })

  test('a request at any time while it waits', ({ assert }) => {
    const policy = { rescheduleCutoffMinutes: 1440, cancelCutoffMinutes: 1440, maxMoves: 3 }
    const terms = changeTerms(policy, { ...BOOKING, isWaiting: true }, START - 1)
    assert.deepEqual([terms.isInTimeToMove, terms.isInTimeToCancel], [true, true])
  })

  test('by the service’s own word, also when it is none', ({ assert }) => {
    const silent = { rescheduleCutoffMinutes: null, cancelCutoffMinutes: null, maxMoves: null }
    assert.deepEqual(changePolicy(silent, BUSINESS), BUSINESS)
    const none = { rescheduleCutoffMinutes: 0, cancelCutoffMinutes: 120, maxMoves: 0 }
    assert.deepEqual(changePolicy(none, BUSINESS), none)
  })

  test('so often, or as often as they like', ({ assert }) => {
    const left = (moved: number, maxMoves: number | null = 3) =>
      changeTerms({ ...BUSINESS, maxMoves }, { ...BOOKING, moved }, START).movesLeft
    assert.deepEqual([left(0), left(2), left(3), left(9)], [3, 1, 0, 0])
    assert.isNull(left(9, null))
  })
})
