import { test } from '@japa/runner'
import fc from 'fast-check'
import { nextToTaken } from '#scheduling/slots/compact_day'
import { findSlots } from '#scheduling/slots/slots'
import type { Question } from '#scheduling/types'
import { anyQuestion } from '#tests/support/question_arbitrary'
import { aHost, aQuestion, claimed, shownIn, span } from '#tests/support/questions'

const day = aHost({ weeklyHours: [{ weekday: 3, start: '09:00', end: '15:00' }] })
const noon = claimed('2026-12-02T12:00Z', '2026-12-02T13:00Z')

function suggested(question: Question): string[] {
  return nextToTaken(findSlots(question), question).map((slot) =>
    shownIn('UTC', slot.start).slice(11, 16)
  )
}

test.group('Compact days', () => {
  test('suggest what touches a booking, before and after', ({ assert }) => {
    const question = aQuestion({ hosts: [{ ...day, taken: [noon] }] })
    assert.deepEqual(suggested(question), ['11:00', '13:00'])
  })

  test('suggest what leaves too little between for one more', ({ assert }) => {
    const rules = { slotIntervalMinutes: 30 }
    const question = aQuestion({ rules, hosts: [{ ...day, taken: [noon] }] })
    assert.deepEqual(suggested(question), ['10:30', '11:00', '13:00', '13:30'])
  })

  test('count the buffers of both sides to what is taken', ({ assert }) => {
    const rules = { bufferAfterMinutes: 30, slotIntervalMinutes: 30 }
    const taken = [{ ...noon, bufferBeforeMinutes: 30 }]
    assert.deepEqual(suggested(aQuestion({ rules, hosts: [{ ...day, taken }] })), [
      ...['09:00', '09:30', '10:00'],
      ...['13:00', '13:30', '14:00'],
    ])
  })

  test('look at outside calendars as well', ({ assert }) => {
    const busy = [span('2026-12-02T12:00Z', '2026-12-02T13:00Z')]
    assert.deepEqual(suggested(aQuestion({ hosts: [{ ...day, busy }] })), ['11:00', '13:00'])
  })

  test('suggest nothing on an empty day', ({ assert }) => {
    assert.deepEqual(suggested(aQuestion()), [])
  })

  test('invent nothing and keep the order, whatever is asked', ({ assert }) => {
    fc.assert(
      fc.property(anyQuestion, (question) => {
        const slots = findSlots(question)
        const next = new Set(nextToTaken(slots, question))
        assert.deepEqual(
          [...next],
          slots.filter((slot) => next.has(slot))
        )
      }),
      { numRuns: 500 }
    )
  })
})
