import { test } from '@japa/runner'
import { findSlots } from '#scheduling/slots/slots'
import { hostsTaken, isSharedSlot } from '#scheduling/slots/taken_slot'
import { onlyAt } from '#scheduling/time/spans'
import { aHost, aQuestion, at } from '#tests/support/questions'

const TEN = at('2026-12-02T10:00Z')

test.group('A slot that is taken', () => {
  const slot = { start: TEN, end: TEN + 3_600_000, seatsLeft: 1, hostIds: [1, 2] }

  test('is shared where it is a session’s, or has several places', ({ assert }) => {
    assert.isFalse(isSharedSlot(slot, aQuestion()))
    assert.isTrue(isSharedSlot({ ...slot, sessionId: 7 }, aQuestion()))
    assert.isTrue(isSharedSlot(slot, aQuestion({ rules: { capacity: 2 } })))
  })

  test('takes the time of the host who was chosen, or of all who are needed', ({ assert }) => {
    assert.deepEqual(hostsTaken(slot, aQuestion({ mode: 'any' }), 2), [2])
    assert.deepEqual(hostsTaken(slot, aQuestion({ mode: 'collective' }), 2), [1, 2])
  })

  test('is the only one of a range that is made for its start', ({ assert }) => {
    const question = { ...aQuestion({ hosts: [aHost()] }), range: onlyAt(TEN) }
    assert.deepEqual(
      findSlots(question).map(({ start }) => start),
      [TEN]
    )
    assert.isEmpty(findSlots({ ...question, range: onlyAt(TEN - 1) }))
  })
})
