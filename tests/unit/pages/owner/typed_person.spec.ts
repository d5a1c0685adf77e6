import { test } from '@japa/runner'
import { readTyped } from '#pages/owner/bookings/desk_person'

test.group('What was typed to find a client', () => {
  test('is a name, a number and an address, each in its own field: {0}')
    .with([
      ['Maria Huber 0176 5551234', 'Maria Huber', '0176 5551234', ''],
      ['Maria Huber, +49 (176) 555-1234', 'Maria Huber', '+49 (176) 555-1234', ''],
      ['maria@example.com Maria', 'Maria', '', 'maria@example.com'],
      ['Maria <maria@example.com> 0176 5551234', 'Maria', '0176 5551234', 'maria@example.com'],
      ['0176', '', '0176', ''],
      ['Room 54', 'Room 54', '', ''],
      ['Maria', 'Maria', '', ''],
    ] as const)
    .run(({ assert }, [typed, name, phone, email]) => {
      assert.deepEqual(readTyped(typed), { name, phone, email })
    })
})
