import { test } from '@japa/runner'
import { type Candidate, chooseHost } from '#scheduling/slots/fairness'

test.group('The fair choice of a host', () => {
  test('is the only one there is', ({ assert }) => {
    assert.deepEqual(chooseHost([candidate(4)]), { hostId: 4, reason: { code: 'only_candidate' } })
  })

  test('is the one of highest priority, however much it has', ({ assert }) => {
    const chosen = chooseHost([
      candidate(1, { priority: 1 }),
      candidate(2, { priority: 5, bookingsInWindow: 40 }),
      candidate(3, { priority: 3 }),
    ])
    assert.deepEqual(chosen, {
      hostId: 2,
      reason: {
        code: 'priority',
        priority: 5,
        others: [
          { hostId: 1, priority: 1 },
          { hostId: 3, priority: 3 },
        ],
      },
    })
  })

  test('then the least booked', ({ assert }) => {
    const chosen = chooseHost([
      candidate(1, { bookingsInWindow: 4 }),
      candidate(2, { bookingsInWindow: 3 }),
      candidate(3, { bookingsInWindow: 4 }),
    ])
    const others = [
      { hostId: 1, bookings: 4, weight: 1 },
      { hostId: 3, bookings: 4, weight: 1 },
    ]
    assert.deepEqual(chosen, {
      hostId: 2,
      reason: { code: 'least_booked', bookings: 3, weight: 1, days: 30, others },
    })
  })

  test('measured by weight, so that a weight of two carries twice as many', ({ assert }) => {
    const twice = candidate(1, { weight: 2, bookingsInWindow: 5 })
    const once = candidate(2, { weight: 1, bookingsInWindow: 3 })
    assert.equal(chooseHost([twice, once]).hostId, 1)
    assert.equal(chooseHost([{ ...twice, bookingsInWindow: 7 }, once]).hostId, 2)
    assert.equal(chooseHost([{ ...twice, weight: 0, bookingsInWindow: 0 }, once]).hostId, 2)
  })

  test('then the one whose last booking is longest ago, and never is longest', ({ assert }) => {
    const recent = candidate(1, { lastBookedAt: 300 })
    const older = candidate(2, { lastBookedAt: 200, weight: 2, bookingsInWindow: 2 })
    assert.deepEqual(chooseHost([{ ...recent, bookingsInWindow: 1 }, older]), {
      hostId: 2,
      reason: {
        ...{ code: 'longest_since', bookings: 2, weight: 2, days: 30, lastBookedAt: 200 },
        others: [{ hostId: 1, lastBookedAt: 300 }],
      },
    })
    assert.equal(chooseHost([recent, candidate(3)]).hostId, 3)
  })

  test('then the lowest id, in whatever order they come', ({ assert }) => {
    const others = [{ hostId: 7 }, { hostId: 5 }]
    const reason = { code: 'lowest_id', bookings: 0, weight: 1, days: 30, others }
    const chosen = { hostId: 2, reason }
    assert.deepEqual(chooseHost([candidate(7), candidate(2), candidate(5)]), chosen)
  })

  test('cannot be made among nobody', ({ assert }) => {
    assert.throws(() => chooseHost([]), RangeError)
  })
})

function candidate(hostId: number, given: Partial<Candidate> = {}): Candidate {
  return { hostId, priority: 0, weight: 1, bookingsInWindow: 0, lastBookedAt: null, ...given }
}
