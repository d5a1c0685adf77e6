import { test } from '@japa/runner'
import { readSlotId, slotId } from '#scheduling/slots/slot_id'

test.group('The id of a slot', () => {
  test('is read back as it was written', ({ assert }) => {
    const startsAt = Date.parse('2026-12-02T09:00:00Z')
    for (const durationMinutes of [null, 5, 1440]) {
      const slot = { serviceId: 42, startsAt, durationMinutes }
      assert.deepEqual(readSlotId(slotId(slot)), slot)
    }
  })

  test('garbage names no slot')
    .with([
      '',
      '123',
      'slot-',
      'slot-a',
      'slot--1',
      'slot-1-',
      'slot-1-zzzzzzzzzzz',
      'slot-1-1;drop',
      'slot-1-1-',
      'slot-1-1-zzzz',
    ])
    .run(({ assert }, garbage) => {
      assert.isNull(readSlotId(garbage))
    })
})
