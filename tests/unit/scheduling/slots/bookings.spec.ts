import { test } from '@japa/runner'
import { BOOKING_STATUSES, type BookingStatus, canMove } from '#scheduling/slots/bookings'

/** Every move there is; what is not in here is refused. */
const ALLOWED: [BookingStatus, BookingStatus][] = [
  ['pending', 'approved'],
  ['pending', 'rejected'],
  ['pending', 'expired'],
  ['pending', 'cancelled'],
  ['approved', 'cancelled'],
  ['approved', 'completed'],
  ['approved', 'no_show'],
  ['completed', 'no_show'],
  ['completed', 'approved'],
  ['no_show', 'completed'],
  ['no_show', 'approved'],
]

test.group('A booking moves', () => {
  test('from {0} to {1}')
    .with(ALLOWED)
    .run(({ assert }, [from, to]) => assert.isTrue(canMove(from, to)))

  test('nowhere else', ({ assert }) => {
    const moves = BOOKING_STATUSES.flatMap((from) =>
      BOOKING_STATUSES.filter((to) => canMove(from, to)).map((to) => [from, to])
    )
    assert.sameDeepMembers(moves, ALLOWED)
  })
})
