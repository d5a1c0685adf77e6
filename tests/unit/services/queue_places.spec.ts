import { setTimeout as sleep } from 'node:timers/promises'
import { test } from '@japa/runner'
import { QueuePlaces } from '#services/queue_places'

const room = { inside: 2, waiting: 3, patienceMs: 1000, paceMs: 0 }

/** Whether somebody got in yet, and a way to see it. */
function enter(turns: QueuePlaces, ...keys: string[]) {
  const seen: { leave?: (() => void) | null } = {}
  const done = turns.take(keys).then((leave) => (seen.leave = leave))
  return { seen, done }
}

test.group('Turns', () => {
  test('let so many in, keep so many waiting in order, and turn the rest away at once', async ({
    assert,
  }) => {
    const turns = new QueuePlaces(room)
    const all = Array.from({ length: 7 }, () => enter(turns, 'host 1'))
    await sleep(1)
    const states = () => all.map(({ seen }) => (seen.leave === undefined ? 'waits' : seen.leave))
    assert.deepEqual(states().slice(2), ['waits', 'waits', 'waits', null, null])

    all[0].seen.leave?.()
    await sleep(1)
    assert.isFunction(all[2].seen.leave)
    assert.equal(all[3].seen.leave, undefined)
    assert.isFunction(await turns.take(['host 2']), 'another door is free')

    for (const one of [all[1], all[2]]) one.seen.leave?.()
    for (const one of [all[3], all[4]]) (await one.done)?.()
    assert.isFunction(await turns.take(['host 1']))
  })

  test('give back what was entered when a later door is full', async ({ assert }) => {
    const turns = new QueuePlaces({ ...room, inside: 1, waiting: 0 })
    const leave = await turns.take(['b'])
    assert.isNull(await turns.take(['a', 'b']))
    assert.isFunction(await turns.take(['a']))
    leave?.()
    assert.isFunction(await turns.take(['b']))
  })

  test('lose patience, and their place in the line with it', async ({ assert }) => {
    const turns = new QueuePlaces({ ...room, inside: 1, waiting: 1, patienceMs: 30 })
    const leave = await turns.take(['host 1'])
    assert.isNull(await turns.take(['host 1']))
    leave?.()
    leave?.()
    const next = await turns.take(['host 1'])
    assert.isFunction(next)
    assert.isNull(await turns.take(['host 1']), 'leaving twice lets in no second')
  })

  test('leave a rest between short ones at the same door, and none after long ones', async ({
    assert,
  }) => {
    const turns = new QueuePlaces({ ...room, inside: 1, paceMs: 60 })
    const short = await turns.take(['host 1'])
    const next = enter(turns, 'host 1')
    const last = enter(turns, 'host 1')
    short?.()
    await sleep(1)
    assert.isUndefined(next.seen.leave, 'the door rests')
    assert.isFunction(await turns.take(['host 2']), 'another door does not')

    await next.done
    await sleep(70)
    next.seen.leave?.()
    await sleep(1)
    assert.isFunction(last.seen.leave)
  })
})
