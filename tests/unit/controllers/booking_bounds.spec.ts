import { test } from '@japa/runner'
import { eachWithinBounds, type Judgement, withinBounds } from '#controllers/booking_bounds'

/** Judgements that write down which were given back. */
function judging() {
  const givenBack: string[] = []
  const of = async (name: string, verdict: Judgement['verdict'] = 'free'): Promise<Judgement> => ({
    verdict,
    cameToNothing: async () => void givenBack.push(name),
  })
  return { of, givenBack }
}

const FULL = { wait: 60, because: 'client' } as const

test.group('What is sent within bounds', () => {
  test('stays counted where it was sent', async ({ assert }) => {
    const { of, givenBack } = judging()
    const bounded = await withinBounds(
      of('one'),
      async () => 'moved',
      (done) => done === 'moved'
    )
    assert.deepEqual(bounded, { done: 'moved' })
    assert.isEmpty(givenBack)
  })

  test('is given back where nothing came of it', async ({ assert }) => {
    const { of, givenBack } = judging()
    const bounded = await withinBounds(
      of('one', 'ask'),
      async () => 'stale',
      (done) => done === 'moved'
    )
    assert.deepEqual(bounded, { done: 'stale' })
    assert.deepEqual(givenBack, ['one'])
  })

  test('is not done where there was too much, and given back', async ({ assert }) => {
    const { of, givenBack } = judging()
    const bounded = await withinBounds(
      of('one', FULL),
      async () => assert.fail('It was done'),
      () => true
    )
    assert.deepEqual(bounded, { tooMany: FULL })
    assert.deepEqual(givenBack, ['one'])
  })

  test('goes one by one where many are done at once', async ({ assert }) => {
    const { of, givenBack } = judging()
    const passed: string[] = []
    const tooMany = await eachWithinBounds(
      ['sent', 'full', 'unsent'],
      (name) => of(name, name === 'full' ? FULL : 'free'),
      async (names) => {
        passed.push(...names)
        return (name) => name === 'sent'
      }
    )
    assert.deepEqual(passed, ['sent', 'unsent'])
    assert.deepEqual([...tooMany], [['full', FULL]])
    assert.deepEqual(givenBack, ['full', 'unsent'])
  })
})
