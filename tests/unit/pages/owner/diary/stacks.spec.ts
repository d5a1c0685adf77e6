import { test } from '@japa/runner'
import { inStacks, textRowsFor } from '#pages/owner/diary/stacks'

const event = (from: number, to: number) => ({ rows: { from, to } })

const drawn = (items: ReturnType<typeof event>[], textRows: number) =>
  inStacks(items, textRows).shown.map(({ rows: { from, to }, lane }) => `${from}–${to} ${lane}`)

test.group('Events in stacks', () => {
  test('stand where they begin if nothing overlaps', ({ assert }) => {
    assert.deepEqual(drawn([event(0, 12), event(12, 15)], 6), ['0–12 0', '12–15 0'])
  })

  test('begin below the text of those behind them', ({ assert }) => {
    assert.deepEqual(drawn([event(0, 12), event(0, 12), event(8, 20)], 6), [
      '0–12 0',
      '6–12 1',
      '12–20 0',
    ])
    assert.deepEqual(drawn([event(0, 60), event(24, 36), event(36, 48)], 6), [
      '0–60 0',
      '24–36 1',
      '36–48 1',
    ])
  })

  test('begin with the shortest of one time', ({ assert }) => {
    const items = [event(0, 12), event(0, 12), event(0, 6)]
    assert.deepEqual(drawn(items, 4), ['0–6 0', '4–12 1', '8–12 1'])
    assert.equal(textRowsFor([items]), 4)
  })

  test('have hours that are high enough for all of them', ({ assert }) => {
    const hour = (count: number) => Array.from({ length: count }, () => event(0, 12))
    const halves = (count: number) => Array.from({ length: count }, () => event(0, 6))
    assert.equal(textRowsFor([hour(2)]), 6)
    assert.equal(textRowsFor([hour(2), hour(3)]), 4)
    assert.equal(textRowsFor([hour(4)]), 3)
    assert.equal(textRowsFor([halves(2)]), 3)
    assert.equal(textRowsFor([halves(3)]), 2)
    assert.equal(textRowsFor([[]]), 6)
  })

  test('are counted where even the highest hours have no room', ({ assert }) => {
    const many = Array.from({ length: 9 }, () => event(0, 12))
    const { shown, beyond, more } = inStacks(many, textRowsFor([many]))
    assert.lengthOf(shown, 7)
    assert.lengthOf(beyond, 2)
    assert.containSubset(more, [{ count: 2 }])
  })
})
