import env from '#start/env'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { Redis } from 'ioredis'
import { setTimeout as sleep } from 'node:timers/promises'
import queueConfig from '#config/queue'
import { RedisLimits } from '#services/redis_limits'
import { resetLimit, consumeLimit, type RateLimit } from '#start/limiter'
import { withRateLimits } from '#tests/support/limits'
import { hasRedis, RedisProcess } from '#tests/support/redis_process'
import { until } from '#tests/support/until'

const FIVE: RateLimit = { name: 'five', most: 5, seconds: 60 }

const take = (times: number, limit: RateLimit, ...key: string[]) =>
  Promise.all(Array.from({ length: times }, () => consumeLimit(limit, ...key)))

const left = (waits: (number | null)[]) => waits.filter((wait) => wait === null).length

test.group(`Limits on ${queueConfig.redisUrl ? 'Redis' : 'PostgreSQL'}`, (group) => {
  withRateLimits(group)

  test('give as many most as there are, however many ask at once, and say how long to wait', async ({
    assert,
  }) => {
    const waits = await take(20, FIVE, '203.0.113.7')
    assert.equal(left(waits), 5)
    for (const wait of waits) if (wait !== null) assert.isTrue(wait > 0 && wait <= 60)
    const { length } = await db.from('rate_limits')
    assert.equal(length, queueConfig.redisUrl ? 0 : 1, 'counted where it should be')
  })

  test('are counted for each key, and for each limit', async ({ assert }) => {
    await take(5, FIVE, '203.0.113.7')
    assert.equal(left(await take(5, FIVE, '203.0.113.8')), 5)
    assert.equal(left(await take(5, { ...FIVE, name: 'other' }, '203.0.113.7')), 5)
    assert.equal(left(await take(1, FIVE, '203.0.113.7')), 0)
  })

  test('count a network as one visitor, however many addresses it has', async ({ assert }) => {
    const from = (address: string) => take(1, FIVE, address)
    for (let host = 1; host <= 5; host++)
      assert.deepEqual(await from(`2001:db8:1:2::${host}`), [null])
    assert.equal(left(await from('2001:db8:1:2:ffff:ffff:ffff:ffff')), 0)
    assert.equal(left(await from('2001:db8:1:3::1')), 1)
  })

  test('begin anew when their time is over, or when most are given back', async ({ assert }) => {
    const brief = { ...FIVE, name: 'brief', seconds: 1 }
    await Promise.all([take(5, FIVE, 'a'), take(6, brief, 'a')])
    await resetLimit(FIVE, 'a')
    assert.equal(left(await take(6, FIVE, 'a')), 5)
    await sleep(1_100)
    assert.equal(left(await take(6, brief, 'a')), 5)
  })

  test('are off where the settings say so', async ({ assert }) => {
    env.set('RATE_LIMITS', 'off')
    assert.equal(left(await take(20, FIVE, 'a')), 20)
  })
})

/** What came to be counted, late or not. */
async function turnsIn(url: string): Promise<number> {
  const redis = new Redis(url)
  try {
    return Number(await redis.hget('bellhop:rate-limit:key', 'taken'))
  } finally {
    redis.disconnect()
  }
}

test.group('Limits whose Redis goes away', () => {
  test('say so at once, keep one waiting where it is silent, and count there again once it is back', async ({
    assert,
    cleanup,
  }) => {
    const redis = await RedisProcess.open(cleanup)
    const limits = new RedisLimits(redis.url, { answersWithinMs: 200, silentForMs: 1_000 })
    cleanup(() => limits.close())
    const takes = (times: number) =>
      Promise.all(Array.from({ length: times }, () => limits.take('key', FIVE)))

    const waits = await takes(6)
    assert.equal(left(waits.map((taken) => taken?.wait ?? null)), 5)
    redis.freeze()
    assert.deepEqual(await takes(1), [null])
    assert.deepEqual(await takes(50), Array(50).fill(null))
    redis.thaw()
    assert.isAtMost(await turnsIn(redis.url), 6 + 4, 'hardly anyone waited for an answer of it')
    await redis.kill()
    assert.deepEqual(await takes(3), [null, null, null])
    await redis.start()
    await until('Counting in Redis', async () => (await limits.take('other', FIVE)) !== null)
    assert.deepEqual(await takes(1), [{ wait: null }])
  }).skip(!hasRedis, 'There is no redis-server here')
})
