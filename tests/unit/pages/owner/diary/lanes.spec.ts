import { test } from '@japa/runner'
import { inLanes } from '#pages/owner/diary/lanes'

const item = (name: string, from: number, to: number) => ({ name, rows: { from, to } })

/** "name lane/of", and how many were too many. */
function lanesOf(items: ReturnType<typeof item>[], most = 4) {
  const { shown, more } = inLanes(items, most)
  return [
    ...shown.map(({ name, lane, of }) => `${name} ${lane + 1}/${of}`),
    ...more.map(({ count, from, to, lane, of }) => `+${count} ${from}–${to} ${lane + 1}/${of}`),
  ]
}

test.group('Events side by side', () => {
  test('have the whole width where nothing overlaps', ({ assert }) => {
    assert.deepEqual(lanesOf([item('a', 0, 6), item('b', 6, 12)]), ['a 1/1', 'b 1/1'])
  })

  test('share it where they do, and only there', ({ assert }) => {
    const items = [item('a', 0, 12), item('b', 6, 18), item('c', 20, 24)]
    assert.deepEqual(lanesOf(items), ['a 1/2', 'b 2/2', 'c 1/1'])
  })

  test('take a lane again that has become free', ({ assert }) => {
    const items = [item('a', 0, 12), item('b', 6, 18), item('c', 12, 20)]
    assert.deepEqual(lanesOf(items), ['a 1/2', 'b 2/2', 'c 1/2'])
  })

  test('stand with the longer first, in whatever order they come', ({ assert }) => {
    assert.deepEqual(lanesOf([item('short', 0, 3), item('long', 0, 12)]), ['long 1/2', 'short 2/2'])
  })

  test('are counted where there are too many to read', ({ assert }) => {
    const items = ['a', 'b', 'c', 'd', 'e'].map((name, index) => item(name, index, 12))
    assert.deepEqual(lanesOf(items, 3), ['a 1/3', 'b 2/3', '+3 2–12 3/3'])
  })
})
