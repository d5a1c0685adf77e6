import { test } from '@japa/runner'
import fc from 'fast-check'
import { compactFirst } from '#scheduling/compact_day'
import { findSlots } from '#scheduling/slots'
import type { Question } from '#scheduling/types'
import { anyQuestion } from '#tests/support/question_arbitrary'
import { aHost, aQuestion, claimed, shownIn, span } from '#tests/support/questions'

const day = aHost({ weeklyHours: [{ weekday: 3, start: '09:00', end: '15:00' }] })
const noon = claimed('2026-12-02T12:00Z', '2026-12-02T13:00Z')

function order(question: Question): string[] {
  return compactFirst(findSlots(question), question).map((slot) =>
    shownIn('UTC', slot.start).slice(11, 16)
  )
}

test.group('Compact days', () => {
  test('put first what touches a booking, before and after', ({ assert }) => {
    const question = aQuestion({ hosts: [{ ...day, taken: [noon] }] })
    assert.deepEqual(order(question), ['11:00', '13:00', '09:00', '10:00', '14:00'])
  })

  test('put first what leaves too little between for one more', ({ assert }) => {
    const rules = { slotIntervalMinutes: 30 }
    const question = aQuestion({ rules, hosts: [{ ...day, taken: [noon] }] })
    assert.deepEqual(order(question).slice(0, 4), ['10:30', '11:00', '13:00', '13:30'])
  })

  test('count the buffers of both sides to what is taken', ({ assert }) => {
    const rules = { bufferAfterMinutes: 30, slotIntervalMinutes: 30 }
    const taken = [{ ...noon, bufferBeforeMinutes: 30 }]
    assert.deepEqual(order(aQuestion({ rules, hosts: [{ ...day, taken }] })).slice(0, 3), [
      '09:00',
      '09:30',
      '10:00',
    ])
  })

  test('look at outside calendars as well', ({ assert }) => {
    const busy = [span('2026-12-02T12:00Z', '2026-12-02T13:00Z')]
    assert.deepEqual(order(aQuestion({ hosts: [{ ...day, busy }] })).slice(0, 2), [
      '11:00',
      '13:00',
    ])
  })

  test('leave an empty day in its order', ({ assert }) => {
    assert.deepEqual(order(aQuestion()), ['09:00', '10:00', '11:00'])
  })

  test('hide nothing and invent nothing, whatever is asked', ({ assert }) => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const slots = findSlots(question)
        const sorted = compactFirst(slots, question).toSorted((a, b) => a.start - b.start)
        assert.deepEqual(sorted, slots)
      }),
      { numRuns: 500 }
    )
  })
})
