import { test } from '@japa/runner'
import { readStartList, writeStartList } from '#scheduling/slots/start_list'

test.group('A start list', () => {
  test('is read as people write it', ({ assert }) => {
    const list = [{ start: '09:00' }, { start: '12:00' }, { start: '14:00', end: '16:00' }]
    assert.deepEqual(readStartList('9:00, 12:00, 14:00–16:00'), list)
    assert.deepEqual(readStartList(' 09:00;12:00\n14:00 - 16:00, '), list)
    assert.equal(writeStartList(list), '09:00, 12:00, 14:00–16:00')
    assert.deepEqual(readStartList(writeStartList(list)), list)
  })

  test('that is empty is none', ({ assert }) => {
    assert.isNull(readStartList(' , '))
  })

  test('names the entry that makes no sense: {$self}')
    .with(['noon', '25:00', '24:00', '11:60', '11', '11:00-', '14:00-26:00', '1-2-3'])
    .run(({ assert }, entry) => {
      assert.throws(() => readStartList(`10:00, ${entry}`), entry)
    })
})
