import { test } from '@japa/runner'
import { Outage } from '#services/outage'

test.group('Trouble that comes five times a second', () => {
  test('is told at once, with growing pauses after it, and once when it is over', ({ assert }) => {
    let now = 0
    const outage = new Outage(() => now)
    const told: [number, number][] = []
    for (; now < 180_000; now += 200) {
      const times = outage.happened()
      if (times !== null) told.push([now / 1000, times])
    }
    assert.deepEqual(told, [
      [0, 1],
      [10, 50],
      [30, 100],
      [70, 200],
      [150, 400],
    ])

    assert.isFalse(outage.wentWell(), 'something failed just now')
    now += 5_000
    assert.isTrue(outage.wentWell())
    assert.isFalse(outage.wentWell())
    assert.equal(outage.happened(), 1)
  })
})
