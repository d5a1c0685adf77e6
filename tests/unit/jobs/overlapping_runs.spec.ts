import { test } from '@japa/runner'
import { OverlappingRuns } from '#jobs/overlapping_runs'

test.group('Runs that may hang', () => {
  test('hold up neither their job nor the next one, up to a number', async ({ assert }) => {
    const going: (() => void)[] = []
    const runs = new OverlappingRuns(() => new Promise<void>((end) => void going.push(end)), 2, 5)
    for (let nth = 0; nth < 3; nth++) await runs.begin()
    assert.lengthOf(going, 2)

    let isOver = false
    const ended = runs.ended().then(() => void (isOver = true))
    going[0]()
    await new Promise((done) => setImmediate(done))
    await runs.begin()
    assert.lengthOf(going, 3, 'there is a place again')
    assert.isFalse(isOver)
    going[1]()
    going[2]()
    await ended
    await runs.ended()
  })

  test('fail their job where they fail at once, and nobody where they do later', async ({
    assert,
  }) => {
    const runs = new OverlappingRuns(() => Promise.reject(new Error('No database')), 1)
    await assert.rejects(() => runs.begin(), 'No database')
    await runs.ended()

    let fail = (_: Error) => {}
    const late = new OverlappingRuns(() => new Promise((_, reject) => void (fail = reject)), 1, 1)
    await late.begin()
    fail(new Error('Too late'))
    await late.ended()
  })
})
